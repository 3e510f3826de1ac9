/// Finds the project file that a report means: reports write absolute, container, or partial paths.
package struct PathMapper: Sendable {
    private let files: Set<String>
    private let byName: [Substring: [String]]
    private let root: String

    /// - Parameters:
    ///   - files: the project's files, relative to its root; empty switches the mapping off.
    ///   - root: absolute path of the project, without a trailing slash.
    package init(files: [String], root: String) {
        self.files = Set(files)
        self.root = root
        byName = Dictionary(grouping: files) { Self.lastComponent($0) }
    }

    /// The project file, or nil where none or more than one could be meant.
    package func resolve(_ path: String) -> String? {
        guard !files.isEmpty else { return path }
        if files.contains(path) { return path }
        if !root.isEmpty, path.hasPrefix(root + "/") {
            let relative = String(path.dropFirst(root.count + 1))
            if files.contains(relative) { return relative }
        }
        let candidates = byName[Self.lastComponent(path)] ?? []
        let ends = candidates.filter { path.hasSuffix("/" + $0) }
        if let longest = ends.max(by: { $0.count < $1.count }) { return longest }
        let partial = candidates.filter { $0.hasSuffix("/" + path) }
        return partial.count == 1 ? partial[0] : nil
    }

    private static func lastComponent(_ path: String) -> Substring {
        path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    }
}
