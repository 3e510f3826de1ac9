package import Core
package import Execution

/// A project's tree as it was at one moment, with all that gates may ask of it: found out once for a command.
package struct ProjectSnapshot: Sendable {
    /// Absolute path of the project.
    package var root: String
    /// The project's files, each under its own name: a link to one is none.
    package var files: [String]
    package var codeOwners: CodeOwners?
    /// Module paths of Go, by the folder of their `go.mod`.
    package var goModules: [String: String]
    /// Names of Dart's packages, by the folder of their `pubspec.yaml`.
    package var dartPackages: [String: String]
    /// Links within the project to its own files and folders, each with what it leads to; empty where no gate asks.
    package var links: [String: String]
    /// What the tree changes; nil where no gate asks, as git has to find it out.
    package var change: GitChange.Found?

    /// The facts as the gates take them, judged now.
    func surroundings() -> Surroundings {
        var facts = Surroundings(
            projectFiles: files,
            root: root,
            now: SystemClock().wallTime(),
            codeOwners: codeOwners,
            goModules: goModules
        )
        facts.dartPackages = dartPackages
        facts.links = links
        switch change {
        case .change(let change): facts.change = change
        case .unknown(let reason): facts.unknownChange = reason
        case nil: break
        }
        return facts
    }
}
