import Core
import Execution
import Glibc
import Scanning
import Selection

/// Lockfiles of which it is known which packages a change of them changes.
struct Lockfiles {
    /// Absolute path of the project.
    let root: String
    let environment: [String: String]
    /// All of the project.
    let files: [String]

    /// What a lockfile holds, by who wrote it.
    enum Content {
        case graph(LockGraph)
        case cargo(CargoLock)
    }

    /// More bytes than this are no lockfile.
    private static let limit = 64 << 20

    /// Whether a change of a file can be told apart by packages.
    func isKnown(_ path: String) -> Bool { now(path) != nil }

    /// Whether the package manager itself reads a lockfile whenever it starts a program: that is no dependency on all of it.
    static func isReadByManager(_ path: String) -> Bool {
        let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
        return ["cargo.lock", "gemfile.lock", "uv.lock", "poetry.lock", "pdm.lock", "pipfile.lock"].contains(name)
    }

    /// Who installs the packages of a lockfile; nil where they are built into what the project's files are built to.
    func kind(of path: String) -> InstalledPackage.Kind? {
        if case .graph(let graph) = now(path) { graph.kind } else { nil }
    }

    /// What a lockfile has otherwise than at a commit, as files that have changed; nil where that cannot be told.
    func changes(of path: String, since commit: String) -> [ChangedFile]? {
        guard let now = now(path),
            let bytes = GitProbe(directory: root, environment: environment).file(path, at: commit),
            let before = Self.content(bytes, path)
        else { return nil }
        switch (now, before) {
        case (.graph(let now), .graph(let before)): return now.changes(since: before)
        case (.cargo(let now), .cargo(let before)):
            return now.changes(since: before, folders: cargoFolders, files: files, lockfile: path)
        case (.graph, .cargo), (.cargo, .graph): return nil
        }
    }

    private func now(_ path: String) -> Content? {
        guard Self.isNamed(path), let bytes = bytes(path), let content = Self.content(bytes, path) else { return nil }
        // Packages that lie in archives are read by nobody by name.
        let folder = path.lastIndex(of: "/").map { "\(root)/\(path[..<$0])" } ?? root
        let isPacked = [".pnp.cjs", ".pnp.js"].contains { access("\(folder)/\($0)", F_OK) == 0 }
        return isPacked && path.hasSuffix("yarn.lock") ? nil : content
    }

    /// By its name alone, as most files are none and need not be read.
    private static func isNamed(_ path: String) -> Bool { FullRun.word(for: path) == FullRun.packages }

    private func bytes(_ path: String) -> [UInt8]? {
        guard let file = try? MappedFile(path: "\(root)/\(path)"), file.size <= Self.limit else { return nil }
        return file.withBytes { Array($0) }
    }

    private static func content(_ bytes: [UInt8], _ path: String) -> Content? {
        let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
        let text = { String(decoding: bytes, as: UTF8.self) }
        let graph: LockGraph? =
            switch name {
            case "package-lock.json", "npm-shrinkwrap.json": LockDocument(bytes)?.npm
            case "yarn.lock": LockGraph(yarn: text())
            case "pnpm-lock.yaml": LockGraph(pnpm: text())
            case "poetry.lock", "uv.lock", "pdm.lock": LockGraph(python: text())
            case "pipfile.lock": LockDocument(bytes)?.pipenv
            case "gemfile.lock": LockGraph(bundler: text())
            case "composer.lock": LockDocument(bytes)?.composer
            case _ where name.hasPrefix("requirements") && name.hasSuffix(".txt"): LockGraph(requirements: text())
            default: nil
            }
        if name == "cargo.lock" { return CargoLock(text()).map { .cargo($0) } }
        return graph.map { .graph($0) }
    }

    /// By name of a package of Cargo that the project is made of, its folder.
    private var cargoFolders: [String: String] {
        var folders: [String: String] = [:]
        for file in files where file == "Cargo.toml" || file.hasSuffix("/Cargo.toml") {
            guard let bytes = bytes(file), let name = CargoLock.name(ofManifest: String(decoding: bytes, as: UTF8.self))
            else { continue }
            folders[name] = String(file.dropLast("Cargo.toml".count))
        }
        return folders
    }
}
