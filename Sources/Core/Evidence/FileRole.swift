/// What a file is for, told from its path alone: coverage is asked of the product only.
package enum FileRole: String, Sendable, Hashable {
    case product
    case test
    case generated
    case vendored
    /// Documents and their scripts: counted where a report measures them, and not missed where none does.
    case documentation
    /// Scripts that build and set up, and declarations without code: as `documentation`.
    case tooling

    /// Whether a measured file says nothing about the product.
    package var isExcluded: Bool {
        switch self {
        case .test, .generated, .vendored: true
        case .product, .documentation, .tooling: false
        }
    }

    package static func of(_ path: String) -> FileRole {
        var folder: FileRole?
        var rest = path.utf8[...]
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            if let role = role(ofFolder: rest[..<slash]), role.rank < folder?.rank ?? .max { folder = role }
            rest = rest[rest.index(after: slash)...]
        }
        let name = String(Substring(rest))
        if folder == .vendored { return .vendored }
        // All marks have two of these, and most names have one: a look at every mark takes longer than all the rest.
        let isMarked = name.utf8.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") } > 1
        if folder == .test || isTest(name, isMarked) { return .test }
        if folder == .generated || isMarked && isGenerated(name) { return .generated }
        if let folder { return folder }
        return isTooling(name, isMarked) ? .tooling : .product
    }

    /// Of several roles that folders of a path have, the least decides.
    private var rank: Int {
        switch self {
        case .vendored: 0
        case .test: 1
        case .generated: 2
        case .product, .documentation, .tooling: 3
        }
    }

    /// What lies in a folder of this name, whatever the case of its letters.
    private static func role(ofFolder name: Substring.UTF8View) -> FileRole? {
        guard let first = name.first, initials.contains(first) else { return nil }
        return folderRoles[String(Substring(name)).lowercased()]
    }

    /// Whether the name is one of a language whose coverage tools measure lines.
    package static func isSource(_ path: String) -> Bool {
        suffix(of: path).map { sourceSuffixes.contains(String($0)) } ?? false
    }

    /// Whether the name is that of a header of C or C++: mostly declarations, which no tool measures.
    package static func isHeader(_ path: String) -> Bool {
        suffix(of: path).map { ["h", "hh", "hpp", "hxx"].contains($0) } ?? false
    }

    /// The part of the name behind its last dot.
    package static func suffix(of path: String) -> Substring? {
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return nil }
        return path[path.index(after: dot)...]
    }

    private static func isTest(_ name: String, _ isMarked: Bool) -> Bool {
        if name == "conftest.py" { return true }
        if isMarked, hasTestMark(name) { return true }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
            camelCaseSuffixes.contains(String(name[name.utf8.index(after: dot)...]))
        else { return false }
        let stem = name[..<dot]
        return ["Test", "Tests", "TestCase", "Spec", "IT"].contains {
            stem.ends(in: $0) && stem.utf8.count > $0.utf8.count
        }
    }

    private static func hasTestMark(_ name: String) -> Bool {
        ["_test.", ".test.", ".spec."].contains { name.holds($0) }
            || name.utf8.starts(with: "test_".utf8) && name.ends(in: ".py") || name.ends(in: "_spec.rb")
    }

    private static func isGenerated(_ name: String) -> Bool {
        generatedMarks.contains { name.holds($0) } || generatedEnds.contains { name.ends(in: $0) }
    }

    private static func isTooling(_ name: String, _ isMarked: Bool) -> Bool {
        toolingNames.contains(name) || isMarked && hasToolingMark(name)
    }

    private static func hasToolingMark(_ name: String) -> Bool {
        name.ends(in: ".d.ts") || name.ends(in: ".gradle.kts")
            || (name.holds(".config.")
                && [".js", ".cjs", ".mjs", ".ts", ".mts", ".cts"].contains { name.ends(in: $0) })
    }

    /// What lies in a folder of such a name, by the name in small letters.
    private static let folderRoles: [String: FileRole] = [
        "vendor": .vendored, "node_modules": .vendored, "third_party": .vendored, "site-packages": .vendored,
        "pods": .vendored,
        "test": .test, "tests": .test, "__tests__": .test, "__mocks__": .test, "testdata": .test,
        "__generated__": .generated,
        "docs": .documentation, "doc": .documentation,
    ]
    /// Most folders begin with no letter of these, and need no look-up.
    private static let initials = folderRoles.keys.compactMap(\.utf8.first).reduce(into: [UInt8]()) { all, letter in
        for letter in [letter, letter & 0xDF] where !all.contains(letter) { all.append(letter) }
    }
    private static let camelCaseSuffixes: Set<String> = ["java", "kt", "scala", "groovy", "cs", "php", "swift"]
    private static let generatedMarks = [".generated.", "_generated."]
    private static let generatedEnds = [
        "_pb2.py", "_pb2_grpc.py", ".pb.go", ".pb.cc", ".pb.h", ".pb.swift", ".g.dart", ".freezed.dart", ".g.cs",
        ".Designer.cs", ".min.js",
    ]
    private static let toolingNames: Set<String> = [
        "setup.py", "noxfile.py", "Package.swift", "build.rs", "package-info.java", "module-info.java",
    ]
    private static let sourceSuffixes: Set<String> = [
        "swift", "m", "mm", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "rs", "go", "zig", "nim", "d", "java",
        "kt", "kts", "scala", "groovy", "clj", "cs", "fs", "vb", "py", "pyx", "rb", "php", "pl", "pm", "lua", "r", "jl",
        "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "dart", "ex", "exs", "erl", "hs", "ml",
        "f90", "f", "cu",
    ]
}

/// Names are compared by their bytes: going by characters would take longer than reading the reports.
extension StringProtocol {
    fileprivate func ends(in end: String) -> Bool {
        utf8.count >= end.utf8.count && utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }

    fileprivate func holds(_ mark: String) -> Bool {
        var rest = utf8[...]
        while let start = rest.firstIndex(where: { $0 == mark.utf8.first }) {
            rest = rest[start...]
            if rest.starts(with: mark.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
