package import Core
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

    /// What git is asked of the change.
    package enum Change: Sendable, Hashable {
        /// Nothing: no gate asks, and git may take its time.
        case none
        case lines
        /// Lines, and one of which only the white space changed is unchanged.
        case linesWithoutWhitespace
    }

    /// The tree as it is now; what it changes only where that is asked for.
    package func snapshot(_ asked: Change) async -> ProjectSnapshot {
        // Git works beside the reading of folders.
        async let change = asked == .none ? nil : DedicatedThread.value { readChange(asked) }
        async let links = asked == .none ? [:] : DedicatedThread.value { readLinks() }
        let files = files
        return ProjectSnapshot(
            root: root,
            files: files,
            codeOwners: codeOwners,
            goModules: named(by: "go.mod", in: files, GoModule.path),
            dartPackages: named(by: "pubspec.yaml", in: files, DartPackage.name),
            links: await links,
            change: await change
        )
    }

    /// Who answers for which file; nil where the project does not say.
    package var codeOwners: CodeOwners? {
        Self.ownerFiles.lazy.compactMap { text(of: $0, limit: Self.ownerLimit) }.first.map { CodeOwners($0) }
    }

    package var files: [String] { FileGlob(root: root, followsLinks: false).files(matching: "**").files }

    /// What is wrong with the base that a person named; nil where nothing is, or none was named.
    package var baseProblem: String? { base.flatMap { change().problem(of: $0) } }

    private func readChange(_ asked: Change) -> GitChange.Found {
        change(ignoresWhitespace: asked == .linesWithoutWhitespace).read(base: base)
    }

    private func change(ignoresWhitespace: Bool = false) -> GitChange {
        GitChange(
            directory: root,
            environment: environment,
            before: PushEvent.before(environment),
            ignoresWhitespace: ignoresWhitespace
        )
    }

    private func readLinks() -> [String: String] { GitTree.links(directory: root, environment: environment) }

    /// What the files of one name say of their folders, by the folder; the root itself is an empty text.
    private func named(by name: String, in files: [String], _ read: (String) -> String?) -> [String: String] {
        var found: [String: String] = [:]
        for file in files where file == name || file.hasSuffix("/" + name) {
            guard let value = text(of: file, limit: Self.moduleLimit).flatMap(read) else { continue }
            found[String(file.dropLast(name.count + 1))] = value
        }
        return found
    }

    private func text(of file: String, limit: Int) -> String? {
        guard let mapped = try? MappedFile(path: root + "/" + file), mapped.size <= limit else { return nil }
        return mapped.withBytes { Text.lossy($0, limit: limit) }
    }
}
