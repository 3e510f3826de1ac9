/// What a file of the project is that people did not write, as its path tells.
enum FileNature {
    /// The source that a file stands for which is made of that alone: Python's byte code.
    static func source(of path: String) -> String {
        guard path.hasSuffix(".pyc"), let mark = path.firstRange(of: "__pycache__/") else { return path }
        let name = path[mark.upperBound...].prefix { $0 != "." }
        return "\(path[..<mark.lowerBound])\(name).py"
    }

    /// What a package manager has put there: a change of it is one of its lockfile.
    static func isInstalled(_ path: String) -> Bool { lies(path, in: installed) || lies(path, in: brought) }

    /// Whether nobody writes files there, so that none of those that were looked for in vain will come by a change.
    static func isForeign(_ path: String) -> Bool {
        lies(path, in: installed) || path.hasPrefix(".assay/") || path.hasPrefix(".git/")
    }

    private static func lies(_ path: String, in folders: Set<String>) -> Bool {
        path.split(separator: "/").dropLast().contains { folders.contains(String($0)) }
    }

    private static let installed: Set<String> = [
        "node_modules", ".venv", "venv", "site-packages", "bower_components", ".gradle", ".m2", ".tox", ".nox",
    ]

    /// Folders that may be a package manager's, or hold files that people write.
    private static let brought: Set<String> = [
        "env", "vendor", ".bundle", ".cargo", ".rustup", ".direnv", ".pixi", ".assay", ".git",
    ]

    /// What tools keep for themselves from one run to the next.
    static func isCache(_ path: String) -> Bool {
        path.hasSuffix("/.rustc_info.json")
            || path.split(separator: "/").dropLast().contains {
                $0 == "__pycache__" || $0.hasPrefix(".") && $0.hasSuffix("_cache")
            }
    }

    /// Whether a file is what a compiler makes, by its ending or where it lies.
    static func isProduct(_ path: String) -> Bool {
        if path.split(separator: "/").dropLast().contains(where: { outputs.contains(String($0)) }) { return true }
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return false }
        return products.contains(path[path.index(after: dot)...].lowercased())
    }

    private static let outputs: Set<String> = [
        "build", "dist", "out", "target", "obj", "_build", ".build", ".next", ".nuxt", ".svelte-kit", "bazel-bin",
        "generated",
    ]

    private static let products: Set<String> = [
        "class", "jar", "war", "o", "obj", "a", "so", "dylib", "dll", "exe", "wasm", "rlib", "rmeta", "beam", "node",
        "pyd", "swiftmodule", "xctest",
    ]
}
