import Core
import Engine
import Execution
import Glibc
import Scanning
import Signing

/// Seeded databases as files, kept from run to run by what they rest on.
struct SnapshotStore: Sendable {
    /// Absolute path of the folder.
    let folder: String
    /// The kind of steps, as its key is called.
    let name: String
    /// What the state rests on, as a digest.
    let key: String

    /// What the state of a strategy rests on: its seeds, its files, and the databases.
    static func key(_ strategy: DataStrategy, _ points: [ServicePoint], versions: [String], root: String) -> String {
        var parts = ["2"] + versions
        for point in points { parts.append("\(point.kind.rawValue) \(point.name) \(point.database)") }
        for seed in strategy.seeds { parts.append("\(seed)") }
        parts.append(
            "\(strategy.specification ?? "") \(strategy.volume ?? "") \(strategy.distribution?.rawValue ?? "")"
        )
        let globs = strategy.inputs + [strategy.specification].compactMap(\.self)
        for file in FileGlob(root: root).files(matching: globs.map { Glob($0) }).files {
            let digest = (try? MappedFile(path: "\(root)/\(file)"))?.withBytes { Digest.sha256($0) } ?? "unreadable"
            parts.append("\(file) \(digest)")
        }
        return Array(parts.joined(separator: "\n").utf8).withUnsafeBytes { String(Digest.sha256($0).prefix(32)) }
    }

    private func path(_ point: ServicePoint) -> String {
        "\(folder)/\(name)-\(key)-\(point.name).\(point.kind.rawValue)"
    }

    /// Whether all databases have their file.
    func holds(_ points: [ServicePoint]) -> Bool { points.allSatisfy { access(path($0), R_OK) == 0 } }

    /// Whether there is a snapshot of the same steps that rests on something else.
    var isOutdated: Bool {
        Folders.names(in: folder).contains { $0.hasPrefix("\(name)-") && !$0.hasPrefix("\(name)-\(key)") }
    }

    func load(_ points: [ServicePoint], _ tool: DataTool) async throws(LaunchError) {
        for point in points {
            switch point.kind {
            case .postgres: try await PostgresSnapshot(point: point, tool: tool).load(path(point))
            case .redis: try RedisSnapshot(point: point).restore(from: path(point))
            }
        }
    }

    /// Keeps the databases as they are, and no older snapshot of the same steps.
    func save(_ points: [ServicePoint], _ tool: DataTool) async throws(LaunchError) {
        guard Folders.makeParents(of: folder + "/file") else { return }
        for point in points {
            let unfinished = path(point) + ".\(getpid())"
            defer { unlink(unfinished) }
            switch point.kind {
            case .postgres: try await PostgresSnapshot(point: point, tool: tool).save(to: unfinished)
            case .redis: _ = try RedisSnapshot(point: point).take(to: unfinished)
            }
            rename(unfinished, path(point))
        }
        for file in Folders.names(in: folder) where file.hasPrefix("\(name)-") && !file.hasPrefix("\(name)-\(key)") {
            unlink("\(folder)/\(file)")
        }
    }
}
