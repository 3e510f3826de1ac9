package import Core

/// What a tick may ask besides the audit log and the runs.
package struct IncidentSources: Sendable {
    /// Tells one project's incidents from another's, such as its folder.
    package var place: String
    package var codeOwners: CodeOwners?
    /// The branch whose failures are incidents, nil for all; runs of no branch count.
    package var branch: String?
    /// The commits after one up to another, a line each, the newest first; nil where nobody knows.
    package var commits: @Sendable (_ after: String, _ upTo: String) -> [String]?

    package init(
        place: String,
        codeOwners: CodeOwners? = nil,
        commits: @escaping @Sendable (String, String) -> [String]? = { _, _ in nil }
    ) {
        self.place = place
        self.codeOwners = codeOwners
        self.commits = commits
    }
}
