import Core

/// What a step may write in its sandbox: what it says that it makes, and nothing else of the project.
struct SandboxLayout: Hashable {
    /// Folders, absolute; made where they are not there.
    var folders: [String] = []
    /// Files at the project's root, absolute.
    var files: [String] = []
    /// Globs for which the whole project would have to be writable.
    var tooWide: [String] = []

    /// `root` is the project's, `directory` the step's, both absolute.
    init(_ step: Step, root: String, directory: String) {
        let own = step.outputs + step.artifacts
        for glob in own { add(glob, directory, root) }
        for report in step.reports { add(report.glob, report.isFromRoot ? root : directory, root) }
        folders = Array(Set(folders)).sorted()
        files = Array(Set(files)).sorted()
        tooWide = Array(Set(tooWide)).sorted()
    }

    private mutating func add(_ glob: String, _ base: String, _ root: String) {
        let parts = glob.split(separator: "/").filter { $0 != "." }.map(String.init)
        // A way out of the project is an error elsewhere.
        guard !glob.hasPrefix("/"), !glob.hasPrefix("!"), !parts.isEmpty, !parts.contains("..") else { return }
        let fixed = parts.prefix { !Self.isPattern($0) }
        let isWhole = fixed.count == parts.count
        // `reports/junit.xml` is a file in a folder; `dist` and `dist/` are folders.
        let isFile = isWhole && !glob.hasSuffix("/") && parts[parts.count - 1].contains(".")
        let folder = ([base] + (isFile ? fixed.dropLast() : fixed)).joined(separator: "/")
        if folder != root {
            folders.append(folder)
        } else if isFile {
            files.append("\(root)/\(parts[parts.count - 1])")
        } else {
            tooWide.append(glob)
        }
    }

    private static func isPattern(_ part: String) -> Bool { part.contains { "*?[{".contains($0) } }

    /// As people read it, relative to the root.
    func words(root: String) -> String {
        let names = (folders + files).map { $0.hasPrefix(root + "/") ? String($0.dropFirst(root.count + 1)) : $0 }
        return names.isEmpty ? "nothing of the project" : names.joined(separator: ", ")
    }
}
