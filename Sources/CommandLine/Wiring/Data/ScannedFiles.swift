import Core
import Glibc

/// The files below paths, in order; links are not followed, and what git and tools keep for themselves is left out.
enum ScannedFiles {
    private static let leftOut: Set<String> = [".git", ".build", "node_modules", ".venv", "__pycache__"]
    private static let limit = 1_000_000

    static func list(_ paths: [String], excluding globs: [String]) throws -> [String] {
        var matcher = GlobMatcher(globs.map { Glob($0) })
        var files: [String] = []
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw CommandFailure(.usage, "\(path): \(String(cString: strerror(errno)).lowercased())")
            }
            if status.st_mode & S_IFMT == S_IFDIR { try walk(path, depth: 0, &files) } else { files.append(path) }
        }
        return files.filter { !matcher.matches($0) }
    }

    private static func walk(_ folder: String, depth: Int, _ files: inout [String]) throws {
        guard depth < 64, let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        var names: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != "..", !leftOut.contains(name) else { continue }
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
            let kind = status.st_mode & S_IFMT
            if kind == S_IFDIR || kind == S_IFREG { names.append((name, kind == S_IFDIR)) }
        }
        for (name, isFolder) in names.sorted(by: { $0.name < $1.name }) {
            guard files.count < limit else { throw CommandFailure(.usage, "more than \(limit) files; name fewer") }
            if isFolder {
                try walk("\(folder)/\(name)", depth: depth + 1, &files)
            } else {
                files.append("\(folder)/\(name)")
            }
        }
    }
}
