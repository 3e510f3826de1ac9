/// What gates have to know besides reports and configuration: facts that only the edges can find out.
package struct Surroundings: Sendable {
    /// Files of the project, relative to its root; empty where they are not known.
    package var projectFiles: [String]
    /// The project's absolute path, without a trailing slash; empty where it is not known.
    package var root: String
    /// Steps that ran although the machine has less than their environment asks for, with the reason.
    package var underProvisioned: [String: String]
    /// The commit that is judged; nil outside a repository.
    package var commit: String?
    /// Whether the tracked files are those of the checked-out commit; nil where git does not say, or was not asked.
    package var isClean: Bool?
    /// When the gates are judged, in seconds since 1970: what has expired by then counts no more.
    package var now: Double
    /// The machine that the run ran on; nil where it is not known.
    package var machine: Machine?
    /// What the tree changes against the commit that it started from; nil where that is not known.
    package var change: ChangeSet?
    /// Why `change` is nil, and what to do about it.
    package var unknownChange: String?
    /// Who answers for which file, where the project says so.
    package var codeOwners: CodeOwners?
    /// Module paths of Go, by the folder of their `go.mod`, relative to the root; the root itself is an empty text.
    package var goModules: [String: String]
    /// Names of Dart's packages, by the folder of their `pubspec.yaml`.
    package var dartPackages: [String: String] = [:]
    /// Links within the project to its own files and folders, each with what it leads to.
    package var links: [String: String] = [:]
    /// How many lines files have, of those that a coverage report may mean.
    package var lineCounts: [String: Int] = [:]
    /// Source files that hold nothing but white space and comments, of those that nobody may have measured.
    package var codeless: Set<String> = []
    /// Whether the run is an earlier one, which was judged when it ran: its files are not here to be looked into.
    package var isEarlier = false
    /// SHA-256 of the files that statements are about, in lowercase hexadecimal digits, by path.
    package var artifacts: [String: String]

    package init(
        projectFiles: [String] = [],
        root: String = "",
        underProvisioned: [String: String] = [:],
        commit: String? = nil,
        now: Double = 0,
        machine: Machine? = nil,
        change: ChangeSet? = nil,
        unknownChange: String? = nil,
        codeOwners: CodeOwners? = nil,
        goModules: [String: String] = [:],
        artifacts: [String: String] = [:],
        isClean: Bool? = nil
    ) {
        self.projectFiles = projectFiles
        self.root = root
        self.underProvisioned = underProvisioned
        self.commit = commit
        self.now = now
        self.machine = machine
        self.change = change
        self.unknownChange = unknownChange
        self.codeOwners = codeOwners
        self.goModules = goModules
        self.artifacts = artifacts
        self.isClean = isClean
    }
}
