/// What is laid over a configuration for one run: a profile of its own, and single values of the command line.
package struct Overlay: Sendable, Hashable {
    package var profile: String?
    /// Each as `steps.unit.timeout=5m`.
    package var settings: [String]
    /// What gates might ask instead, each as `coverage_gate.criteria.overall.threshold=">= 85%"`: to be tried on runs of the
    /// past, and never to decide on one.
    package var proposals: [String]

    package init(profile: String? = nil, settings: [String] = [], proposals: [String] = []) {
        self.profile = profile
        self.settings = settings
        self.proposals = proposals
    }

    package var isEmpty: Bool { profile == nil && settings.isEmpty && proposals.isEmpty }

    /// How the command line says it, for reports.
    package var words: String {
        ((profile.map { ["--profile \($0)"] } ?? []) + settings.map { "--set \($0)" }).joined(separator: " ")
    }
}
