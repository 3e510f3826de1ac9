/// Packages that a package manager has installed: what tests touch of them is kept by the package's name.
package enum InstalledPackage {
    /// Who installs them, by what stands for the folder that they lie in.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case node = "node_modules"
        case python = "site-packages"
        case ruby = "@gems"
        case php = "@vendor"
    }

    /// Which package a file is of.
    enum Owner: Sendable, Hashable {
        /// What stands for it in maps.
        case package(String)
        /// All of them together, as lists of what they plug into each other.
        case all
        /// One of which nobody can tell the name.
        case unknown
        /// It is none of an installed package.
        case none
    }

    /// What stands in a map for a package, wherever it lies.
    package static func place(of name: String, _ kind: Kind) -> String { "\(kind.rawValue)/\(name)" }

    /// `distributions`: by path, the packages of Python that files belong to.
    static func owner(of path: String, _ distributions: [String: String] = [:]) -> Owner {
        let parts = path.split(separator: "/")
        if let last = parts.lastIndex(where: { $0 == Kind.node.rawValue }) {
            return node(parts[(last + 1)...]).map { .package($0) } ?? .all
        }
        if let last = parts.lastIndex(where: isSite) {
            if let name = distributions[path], !path.hasSuffix(".dist-info/entry_points.txt") {
                return .package(place(of: name, .python))
            }
            return isShared(path, parts[(last + 1)...]) ? .all : .unknown
        }
        return (gem(parts) ?? vendored(parts)).map { .package($0) } ?? .none
    }

    /// What stands for a folder whose entries are packages; nil for any other.
    static func place(ofFolder path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return nil }
        if last == Substring(Kind.node.rawValue) { return Kind.node.rawValue }
        if isSite(last) { return Kind.python.rawValue }
        guard parts.count >= 2, parts[parts.count - 2] == Substring(Kind.node.rawValue), last.hasPrefix("@") else {
            return nil
        }
        return place(of: String(last), .node)
    }

    /// The folder that a path of Python's packages lies in; nil for any other path.
    package static func site(of path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.lastIndex(where: isSite).map { parts[...$0].joined(separator: "/") }
    }

    /// A name of a package of Python as all of its spellings are compared.
    package static func pythonName(_ name: some StringProtocol) -> String {
        name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "-")
    }

    private static func isSite(_ part: Substring) -> Bool { part == "site-packages" || part == "dist-packages" }

    /// What is read of every package, or by every program, and is of none: what packages plug into others, and where to look.
    private static func isShared(_ path: String, _ rest: ArraySlice<Substring>) -> Bool {
        guard rest.count == 1, let name = rest.first else { return path.hasSuffix(".dist-info/entry_points.txt") }
        return name.hasSuffix(".pth") || name.hasPrefix("_virtualenv")
    }

    private static func node(_ rest: ArraySlice<Substring>) -> String? {
        let name = rest.prefix(rest.first?.hasPrefix("@") == true ? 2 : 1)
        guard let first = name.first, !first.hasPrefix("."), !first.hasPrefix("@") || name.count == 2 else {
            return nil
        }
        return place(of: name.joined(separator: "/"), .node)
    }

    /// `…/gems/rack-2.2.3/lib/rack.rb`, `…/bundler/gems/rack-1a2b3c4d/lib/rack.rb`.
    private static func gem(_ parts: [Substring]) -> String? {
        for index in parts.indices.dropLast(2).reversed() where parts[index] == "gems" {
            let folder = parts[index + 1]
            let isOfGit = index > 0 && parts[index - 1] == "bundler"
            let marks = folder.indices.filter { folder[$0] == "-" }
            let end =
                isOfGit
                ? marks.last : marks.first { folder[folder.index(after: $0)...].first?.isNumber == true }
            if let end { return place(of: String(folder[..<end]), .ruby) }
        }
        return nil
    }

    /// `vendor/acme/pay/src/Pay.php`; what Composer writes of all packages lies in a folder of its own.
    private static func vendored(_ parts: [Substring]) -> String? {
        guard let last = parts.lastIndex(of: "vendor"), last + 3 < parts.count, parts[last + 1] != "composer",
            parts[last + 1] != "bin"
        else { return nil }
        return place(of: "\(parts[last + 1])/\(parts[last + 2])", .php)
    }
}
