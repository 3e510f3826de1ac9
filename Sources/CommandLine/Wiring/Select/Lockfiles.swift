import Core
import Execution
import Glibc
import Scanning
import Selection

/// Reads lockfiles of which it is known what stands where their packages lie: those of npm and Yarn, beside a `node_modules`.
struct Lockfiles {
    /// Absolute path of the project.
    let root: String
    let environment: [String: String]

    private static let names: Set<String> = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock"]

    /// Whether a change of a file can be told apart by packages.
    func isKnown(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard Self.names.contains(name) else { return false }
        let folder = root + "/" + path.dropLast(name.count)
        var status = stat()
        // Where packages lie elsewhere, recordings do not show who uses them.
        guard lstat(folder + "node_modules", &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            access(folder + ".pnp.cjs", F_OK) != 0, access(folder + ".pnp.js", F_OK) != 0
        else { return false }
        return now(path) != nil
    }

    /// The packages that a lockfile has otherwise than at a commit, as files that have changed; nil where that cannot be told.
    func changes(of path: String, since commit: String) -> [ChangedFile]? {
        guard let now = now(path),
            let before = GitProbe(directory: root, environment: environment).file(path, at: commit).flatMap({
                Self.graph($0, path)
            })
        else { return nil }
        return now.changes(since: before)
    }

    private func now(_ path: String) -> LockGraph? {
        guard let file = try? MappedFile(path: "\(root)/\(path)"), file.size <= 64 << 20 else { return nil }
        return Self.graph(file.withBytes { Array($0) }, path)
    }

    private static func graph(_ bytes: [UInt8], _ path: String) -> LockGraph? {
        if path.hasSuffix("yarn.lock") { return LockGraph(yarn: String(decoding: bytes, as: UTF8.self)) }
        guard let value = try? JSON(parsing: bytes), let members = value.object else { return nil }
        var graph = LockGraph()
        if let packages = value["packages"]?.object {
            for member in packages {
                guard let name = name(ofPlace: member.key) else { continue }
                graph.packages[member.key] = LockGraph.Package(
                    name: name,
                    pin: member.value.text(.compact),
                    dependencies: names(member.value)
                )
            }
        } else if let dependencies = value["dependencies"]?.object {
            add(dependencies, below: "", to: &graph, depth: 0)
        } else {
            return nil
        }
        // What the project itself asks for stands in its own file.
        let listed: Set<String> = ["packages", "dependencies", "name", "version"]
        graph.rest = members.filter { !listed.contains($0.key) }.map { "\($0.key) \($0.value.text(.compact))" }.sorted()
            .joined(separator: "\n")
        return graph.packages.isEmpty ? nil : graph
    }

    /// The package that lies at a place such as `node_modules/a/node_modules/@b/c`.
    private static func name(ofPlace place: String) -> String? {
        let mark = "node_modules/"
        guard place.hasPrefix(mark) || place.contains("/" + mark) else { return nil }
        let parts = place.split(separator: "/")
        guard let last = parts.lastIndex(of: "node_modules"), last + 1 < parts.count else { return nil }
        return parts[(last + 1)...].joined(separator: "/")
    }

    private static func names(_ value: JSON) -> [String] {
        ["dependencies", "optionalDependencies", "peerDependencies", "requires"].flatMap {
            value[$0]?.object?.map(\.key) ?? []
        }
    }

    /// The form of npm before its seventh version, in which what lies in a package is listed within it.
    private static func add(_ members: [JSON.Member], below place: String, to graph: inout LockGraph, depth: Int) {
        guard depth < 64 else { return }
        for member in members {
            let own = "\(place)/\(member.key)"
            let kept = (member.value.object ?? []).filter { $0.key != "dependencies" }
            graph.packages[own] = LockGraph.Package(
                name: member.key,
                pin: kept.map { "\($0.key) \($0.value.text(.compact))" }.joined(separator: "\n"),
                dependencies: names(member.value)
            )
            add(member.value["dependencies"]?.object ?? [], below: own, to: &graph, depth: depth + 1)
        }
    }
}
