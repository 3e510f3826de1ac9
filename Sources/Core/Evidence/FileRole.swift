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
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return .product }
        let folders = parts.dropLast().map { $0.lowercased() }
        if folders.contains(where: vendoredFolders.contains) { return .vendored }
        if isTest(String(name), folders) { return .test }
        if folders.contains("__generated__") || generatedMarks.contains(where: name.contains)
            || generatedEnds.contains(where: name.hasSuffix)
        {
            return .generated
        }
        if folders.contains("docs") || folders.contains("doc") { return .documentation }
        return isTooling(name) ? .tooling : .product
    }

    /// Whether the name is one of a language whose coverage tools measure lines.
    package static func isSource(_ path: String) -> Bool { suffix(of: path).map(sourceSuffixes.contains) ?? false }

    /// The part of the name behind its last dot.
    package static func suffix(of path: String) -> Substring? {
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return nil }
        return path[path.index(after: dot)...]
    }

    private static func isTest(_ name: String, _ folders: [String]) -> Bool {
        if folders.contains(where: testFolders.contains) || name == "conftest.py" { return true }
        if name.contains("_test.") || name.contains(".test.") || name.contains(".spec.") { return true }
        if name.hasPrefix("test_"), name.hasSuffix(".py") { return true }
        if name.hasSuffix("_spec.rb") { return true }
        guard let suffix = suffix(of: "/" + name), camelCaseSuffixes.contains(suffix) else { return false }
        let stem = name.dropLast(suffix.count + 1)
        return ["Test", "Tests", "TestCase", "Spec", "IT"].contains { stem.hasSuffix($0) && stem.count > $0.count }
    }

    private static func isTooling(_ name: Substring) -> Bool {
        toolingNames.contains(name) || name.hasSuffix(".d.ts") || name.hasSuffix(".gradle.kts")
            || (name.contains(".config.")
                && ["js", "cjs", "mjs", "ts", "mts", "cts"].contains { name.hasSuffix(".\($0)") })
    }

    private static let vendoredFolders: Set<String> = [
        "vendor", "node_modules", "third_party", "site-packages", "pods",
    ]
    private static let testFolders: Set<String> = ["test", "tests", "__tests__", "__mocks__", "testdata"]
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
