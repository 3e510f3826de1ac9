import Core
import Execution
import Scanning

/// What the edges find out about a project for its gates: files, owners, modules, and what the tree changes.
struct ProjectFacts {
    /// Absolute path of the project.
    var root: String
    /// What the change is compared with, where a person named it.
    var base: String?
    /// The project's files, where somebody has listed them already.
    var known: [String]?
    /// What the tree changes, where that is known already.
    var knownChange: GitChange.Found?

    /// Whether a line of which only the white space changed is unchanged.
    var ignoresWhitespace = false

    /// Where GitHub and GitLab look for it; the first one counts.
    private static let ownerFiles = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
    /// GitHub reads no larger one.
    private static let ownerLimit = 3 << 20
    private static let moduleLimit = 1 << 20

    /// All of it as the gates take it; what the tree changes only where they ask, as git has to find it out.
    func surroundings(needsChange: Bool) -> Surroundings {
        let owners = Self.ownerFiles.lazy.compactMap { text(of: $0, limit: Self.ownerLimit) }.first
        var facts = Surroundings(
            projectFiles: known ?? files,
            root: root,
            now: SystemClock().wallTime(),
            codeOwners: owners.map { CodeOwners($0) }
        )
        for file in facts.projectFiles {
            if file == "go.mod" || file.hasSuffix("/go.mod") {
                guard let module = text(of: file, limit: Self.moduleLimit).flatMap(GoModule.path) else { continue }
                facts.goModules[String(file.dropLast("/go.mod".count))] = module
            } else if file == "pubspec.yaml" || file.hasSuffix("/pubspec.yaml") {
                guard let name = text(of: file, limit: Self.moduleLimit).flatMap(DartPackage.name) else { continue }
                facts.dartPackages[String(file.dropLast("/pubspec.yaml".count))] = name
            }
        }
        if needsChange {
            facts.links = GitTree.links(directory: root, environment: ProcessEnvironment.current())
            switch knownChange ?? readChange() {
            case .change(let change): facts.change = change
            case .unknown(let reason): facts.unknownChange = reason
            }
        }
        return facts
    }

    /// What the tree changes: git finds it out, which may take its time.
    func readChange() -> GitChange.Found { change.read(base: base) }

    /// The project's files, each under its own name: a link to one is none.
    var files: [String] { FileGlob(root: root, followsLinks: false).files(matching: "**").files }

    /// Fails where the base that a person named is none.
    func checkBase() throws {
        guard let base, let problem = change.problem(of: base) else { return }
        throw CommandFailure(.usage, "--base \(base): \(problem)")
    }

    private var change: GitChange {
        let environment = ProcessEnvironment.current()
        return GitChange(
            directory: root,
            environment: environment,
            before: PushEvent.before(environment),
            ignoresWhitespace: ignoresWhitespace
        )
    }

    private func text(of file: String, limit: Int) -> String? {
        guard let mapped = try? MappedFile(path: root + "/" + file), mapped.size <= limit else { return nil }
        return mapped.withBytes { Text.lossy($0, limit: limit) }
    }
}
