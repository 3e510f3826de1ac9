import Core
import Execution
import Scanning

/// Where a project lies, and what its change is compared with: takes snapshots of it.
package struct ProjectSource: Sendable {
    /// Absolute path of the project.
    package var root: String
    /// What the change is compared with, where a person named it.
    package var base: String?
    /// That of Assay itself.
    package var environment: [String: String]

    package init(root: String, base: String? = nil, environment: [String: String]) {
        self.root = root
        self.base = base
        self.environment = environment
    }

    /// Where GitHub and GitLab look for it; the first one counts.
    private static let ownerFiles = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
    /// GitHub reads no larger one.
    private static let ownerLimit = 3 << 20
    private static let moduleLimit = 1 << 20

    /// The tree as it is now; what it changes only where that is asked for.
    package func snapshot(withChange: Bool) async -> ProjectSnapshot {
        // Git works beside the reading of folders.
        async let change = withChange ? DedicatedThread.value { readChange() } : nil
        let files = files
        var modules: [String: String] = [:]
        for file in files where file == "go.mod" || file.hasSuffix("/go.mod") {
            guard let module = text(of: file, limit: Self.moduleLimit).flatMap(GoModule.path) else { continue }
            modules[String(file.dropLast("/go.mod".count))] = module
        }
        let owners = Self.ownerFiles.lazy.compactMap { text(of: $0, limit: Self.ownerLimit) }.first
        return ProjectSnapshot(
            root: root,
            files: files,
            codeOwners: owners.map { CodeOwners($0) },
            goModules: modules,
            change: await change
        )
    }

    package var files: [String] { FileGlob(root: root, followsLinks: false).files(matching: "**").files }

    /// What is wrong with the base that a person named; nil where nothing is, or none was named.
    package var baseProblem: String? { base.flatMap { change.problem(of: $0) } }

    private func readChange() -> GitChange.Found { change.read(base: base) }

    private var change: GitChange {
        GitChange(directory: root, environment: environment, before: PushEvent.before(environment))
    }

    private func text(of file: String, limit: Int) -> String? {
        guard let mapped = try? MappedFile(path: root + "/" + file), mapped.size <= limit else { return nil }
        return mapped.withBytes { Text.lossy($0, limit: limit) }
    }
}
