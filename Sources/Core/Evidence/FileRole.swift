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
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
        guard let name = parts.last else { return .product }
        let folders = parts.dropLast().map(lowercased)
        if folders.contains(where: vendoredFolders.contains) { return .vendored }
        if isTest(name, folders) { return .test }
        if folders.contains("__generated__") || generatedMarks.contains(where: { name.holds($0) })
            || generatedEnds.contains(where: { name.ends(in: $0) })
        {
            return .generated
        }
        if folders.contains("docs") || folders.contains("doc") { return .documentation }
        return isTooling(name) ? .tooling : .product
    }

    /// Most folders are written in small letters already.
    private static func lowercased(_ folder: Substring) -> Substring {
        folder.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } ? folder : folder.lowercased()[...]
    }

    /// Whether the name is one of a language whose coverage tools measure lines.
    package static func isSource(_ path: String) -> Bool { suffix(of: path).map(sourceSuffixes.contains) ?? false }

    /// The part of the name behind its last dot.
    package static func suffix(of path: String) -> Substring? {
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return nil }
        return path[path.index(after: dot)...]
    }

    private static func isTest(_ name: Substring, _ folders: [Substring]) -> Bool {
        if folders.contains(where: testFolders.contains) || name == "conftest.py" { return true }
        if ["_test.", ".test.", ".spec."].contains(where: { name.holds($0) }) { return true }
        if name.utf8.starts(with: "test_".utf8), name.ends(in: ".py") { return true }
        if name.ends(in: "_spec.rb") { return true }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
            camelCaseSuffixes.contains(name[name.utf8.index(after: dot)...])
        else { return false }
        let stem = name[..<dot]
        return ["Test", "Tests", "TestCase", "Spec", "IT"].contains {
            stem.ends(in: $0) && stem.utf8.count > $0.utf8.count
        }
    }

    private static func isTooling(_ name: Substring) -> Bool {
        toolingNames.contains(name) || name.ends(in: ".d.ts") || name.ends(in: ".gradle.kts")
            || (name.holds(".config.")
                && [".js", ".cjs", ".mjs", ".ts", ".mts", ".cts"].contains { name.ends(in: $0) })
    }

    private static let vendoredFolders: Set<Substring> = [
        "vendor", "node_modules", "third_party", "site-packages", "pods",
    ]
    private static let testFolders: Set<Substring> = ["test", "tests", "__tests__", "__mocks__", "testdata"]
    private static let camelCaseSuffixes: Set<Substring> = ["java", "kt", "scala", "groovy", "cs", "php", "swift"]
    private static let generatedMarks = [".generated.", "_generated."]
    private static let generatedEnds = [
        "_pb2.py", "_pb2_grpc.py", ".pb.go", ".pb.cc", ".pb.h", ".pb.swift", ".g.dart", ".freezed.dart", ".g.cs",
        ".Designer.cs", ".min.js",
    ]
    private static let toolingNames: Set<Substring> = [
        "setup.py", "noxfile.py", "Package.swift", "build.rs", "package-info.java", "module-info.java",
    ]
    private static let sourceSuffixes: Set<Substring> = [
        "swift", "m", "mm", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "rs", "go", "zig", "nim", "d", "java",
        "kt", "kts", "scala", "groovy", "clj", "cs", "fs", "vb", "py", "pyx", "rb", "php", "pl", "pm", "lua", "r", "jl",
        "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "dart", "ex", "exs", "erl", "hs", "ml",
        "f90", "f", "cu",
    ]
}

/// Names are compared by their bytes: going by characters would take longer than reading the reports.
extension Substring {
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
