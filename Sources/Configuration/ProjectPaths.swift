/// Paths of configuration files, compared as texts: no file system is asked.
struct ProjectPaths {
    private let root: String

    init(root: String) {
        self.root = ProjectPaths.clean(root)
    }

    /// The path relative to the root where it lies below it, without `.` and `..`.
    func normalized(_ path: String) -> String {
        let clean = Self.clean(path)
        let prefix = root == "/" ? "/" : root + "/"
        return root.hasPrefix("/") && clean.hasPrefix(prefix) ? String(clean.dropFirst(prefix.count)) : clean
    }

    /// The path to open.
    func onDisk(_ normalized: String) -> String {
        normalized.hasPrefix("/") || root.isEmpty || root == "." ? normalized : "\(root)/\(normalized)"
    }

    /// What `path` means in `file`; nil where it leaves the root.
    func included(_ path: String, from file: String) -> String? {
        guard !path.hasPrefix("/") else {
            let normal = normalized(path)
            return normal.hasPrefix("/") ? nil : normal
        }
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let normal = normalized(folder.isEmpty ? (file.hasPrefix("/") ? "/" + path : path) : "\(folder)/\(path)")
        return normal.hasPrefix("/") || normal == ".." || normal.hasPrefix("../") ? nil : normal
    }

    private static func clean(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
    }
}
