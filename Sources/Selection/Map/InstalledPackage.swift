/// Packages of Node that lie in the project: what tests touch of them is kept by the package's name.
package enum InstalledPackage {
    private static let folder = "node_modules"

    /// What stands in a map for a package, wherever it lies.
    package static func place(of name: String) -> String { "\(folder)/\(name)" }

    /// The package that stands at such a place; nil for any other path.
    static func name(ofPlace place: String) -> String? {
        place.hasPrefix(folder + "/") ? String(place.dropFirst(folder.count + 1)) : nil
    }

    /// What stands for the package that a path lies in; nil for a path in none.
    static func place(ofPath path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let last = parts.lastIndex(where: { $0 == folder }) else { return nil }
        var name = parts[(last + 1)...].prefix(1)
        if name.first?.hasPrefix("@") == true { name = parts[(last + 1)...].prefix(2) }
        guard let first = name.first, !first.hasPrefix("."), !first.hasPrefix("@") || name.count == 2 else {
            return nil
        }
        return place(of: name.joined(separator: "/"))
    }

    /// What stands for a folder whose entries are packages; nil for any other.
    static func place(ofFolder path: String) -> String? {
        let parts = path.split(separator: "/")
        if parts.last == Substring(folder) { return folder }
        guard parts.count >= 2, parts[parts.count - 2] == Substring(folder), let scope = parts.last,
            scope.hasPrefix("@")
        else {
            return nil
        }
        return place(of: String(scope))
    }
}
