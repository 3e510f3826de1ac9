package import Responding

/// What was gathered when an incident opened.
package struct IncidentContext: Sendable, Hashable {
    /// The run that failed; nil for what went wrong in an environment.
    package var run: String?
    package var facts: [Notice.Fact]
    /// Lines of output.
    package var excerpt: [String]

    package init(run: String? = nil, facts: [Notice.Fact] = [], excerpt: [String] = []) {
        self.run = run
        self.facts = facts
        self.excerpt = excerpt
    }
}
