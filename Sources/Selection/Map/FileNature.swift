/// What a file of the project is that people did not write, as its path tells.
enum FileNature {
    /// The source that a file stands for which is made of that alone: Python's byte code.
    static func source(of path: String) -> String {
        guard path.hasSuffix(".pyc"), let mark = path.firstRange(of: "__pycache__/") else { return path }
        let name = path[mark.upperBound...].prefix { $0 != "." }
        return "\(path[..<mark.lowerBound])\(name).py"
    }

    /// What a package manager has put there: a change of it is one of its lockfile.
    static func isInstalled(_ path: String) -> Bool {
        path.split(separator: "/").dropLast().contains { installed.contains(String($0)) } || path.hasPrefix(".assay/")
            || path.hasPrefix(".git/")
    }

    private static let installed: Set<String> = [
        "node_modules", ".venv", "venv", "env", "site-packages", "bower_components", "vendor", ".bundle", ".gradle",
        ".m2",
        ".tox", ".nox", ".cargo", ".rustup", ".direnv", ".pixi",
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
