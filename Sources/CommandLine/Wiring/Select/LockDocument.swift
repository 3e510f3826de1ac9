import Core
import Scanning
import Selection

/// A lockfile that is one document of JSON.
struct LockDocument {
    private let members: [JSON.Member]

    init?(_ bytes: [UInt8]) {
        guard let members = (try? JSON(parsing: bytes))?.object else { return nil }
        self.members = members
    }

    private func value(_ key: String) -> JSON? { members.first { $0.key == key }?.value }

    /// What stands in none of some members.
    private func rest(without listed: Set<String>) -> String {
        members.filter { !listed.contains($0.key) }.map { "\($0.key) \($0.value.text(.compact))" }.sorted()
            .joined(separator: "\n")
    }

    // MARK: npm

    var npm: LockGraph? {
        var graph = LockGraph()
        if let packages = value("packages")?.object {
            for member in packages {
                guard let name = Self.name(ofPlace: member.key) else { continue }
                graph.packages[member.key] = LockGraph.Package(
                    name: name,
                    pin: member.value.text(.compact),
                    dependencies: Self.names(member.value)
                )
            }
        } else if let dependencies = value("dependencies")?.object {
            Self.add(dependencies, below: "", to: &graph, depth: 0)
        } else {
            return nil
        }
        // What the project itself asks for stands in its own file.
        graph.rest = rest(without: ["packages", "dependencies", "name", "version"])
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

    // MARK: Others

    /// `composer.lock`.
    var composer: LockGraph? {
        var graph = LockGraph(kind: .php)
        for package in ["packages", "packages-dev"].flatMap({ value($0)?.array ?? [] }) {
            guard let name = package["name"]?.string?.lowercased() else { return nil }
            graph.packages[name] = LockGraph.Package(
                name: name,
                pin: package.text(.compact),
                dependencies: package["require"]?.object?.map { $0.key.lowercased() } ?? []
            )
        }
        graph.rest = rest(without: ["packages", "packages-dev", "_readme"])
        return graph.packages.isEmpty ? nil : graph
    }

    /// `Pipfile.lock`, which does not say what uses what.
    var pipenv: LockGraph? {
        let sections = ["default", "develop"]
        var graph = LockGraph(kind: .python)
        for section in sections {
            for member in value(section)?.object ?? [] {
                graph.packages["\(section) \(member.key)"] = LockGraph.Package(
                    name: InstalledPackage.pythonName(member.key),
                    pin: member.value.text(.compact),
                    dependencies: []
                )
            }
        }
        graph.rest = rest(without: Set(sections))
        return graph.packages.isEmpty ? nil : graph
    }
}
