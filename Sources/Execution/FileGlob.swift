package import Core
import Glibc

/// Finds the files below a root that globs name; never leaves the root, whatever links and patterns say.
package struct FileGlob: Sendable {
    /// What a search found.
    package struct Found: Sendable, Hashable {
        /// Paths relative to the root, sorted by their bytes, each once.
        package var files: [String] = []
        /// Places that could not be searched, and patterns that lead out of the root, each with its reason.
        package var problems: [String] = []
    }

    /// Directories that a wildcard does not enter; a pattern that names one does.
    package static let skipped: Set<String> = [".git", ".assay", "node_modules", ".venv"]
    private static let depthLimit = 64
    private let root: String
    private let followsLinks: Bool
    private let listsLinks: Bool
    /// Resolved, for telling whether a link stays inside; nil where the root does not exist.
    private let resolvedRoot: String?

    /// - Parameters:
    ///   - root: absolute path of a directory.
    ///   - followsLinks: whether a link to a file counts as one; without, each file has one name.
    ///   - listsLinks: whether every link is found by its own name, wherever it leads, and is not followed.
    package init(root: String, followsLinks: Bool = true, listsLinks: Bool = false) {
        self.root = root
        self.listsLinks = listsLinks
        self.followsLinks = followsLinks
        resolvedRoot = Self.resolve(root)
    }

    /// Regular files that match any of the globs.
    package func files(matching globs: [Glob]) -> Found {
        var found = Found()
        var files: [String] = []
        for glob in globs {
            guard !glob.pattern.hasPrefix("/"), !glob.pattern.split(separator: "/").contains("..") else {
                found.problems.append("\(glob.pattern): leads out of \(root); write a path below it")
                continue
            }
            if glob.isLiteral {
                let path = glob.pattern.hasPrefix("./") ? String(glob.pattern.dropFirst(2)) : glob.pattern
                if isFile(path, &found) { files.append(path) }
            } else if stays(glob.directory, &found) {
                var matcher = GlobMatcher([glob])
                let folder = open(absolute(glob.directory), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                walk(folder, glob.directory, &matcher, depth: 0, &files, &found)
            }
        }
        // What one glob finds is sorted already.
        found.files =
            globs.count == 1 ? files : Set(files).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return found
    }

    /// Regular files that match the pattern.
    package func files(matching pattern: String) -> Found { files(matching: [Glob(pattern)]) }

    /// Searches an open directory, and closes it; -1 is one that could not be opened.
    private func walk(
        _ folder: Int32,
        _ directory: String,
        _ matcher: inout GlobMatcher,
        depth: Int,
        _ files: inout [String],
        _ found: inout Found
    ) {
        guard folder >= 0, let stream = fdopendir(folder) else {
            if errno != ENOENT, errno != ENOTDIR {
                found.problems.append("\(directory.isEmpty ? "." : directory): \(systemError(errno))")
            }
            return
        }
        defer { closedir(stream) }
        guard depth < Self.depthLimit else {
            found.problems.append("\(directory): deeper than \(Self.depthLimit) directories, not searched")
            return
        }
        let prefix = directory.isEmpty ? "" : directory + "/"
        for entry in entries(of: stream, folder) {
            if entry.isDirectory {
                let name = String(entry.key.dropLast())
                let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                walk(inner, prefix + name, &matcher, depth: depth + 1, &files, &found)
                continue
            }
            let path = prefix + entry.key
            // What the directory itself calls a regular file needs no second look, and cannot lead elsewhere.
            if matcher.matches(path), entry.isRegular || isFile(path, &found) { files.append(path) }
        }
    }

    /// What a directory holds, in the order that all paths below it have by their bytes.
    ///
    /// So the name of a directory ends in a slash here. Those that are not searched are left out, and so are links
    /// to directories: they lead in circles, or count files twice.
    private func entries(of stream: OpaquePointer, _ folder: Int32) -> [Entry] {
        var entries: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            let type = Int32(entry.pointee.d_type)
            let isDirectory = isDirectory(name, type, folder)
            if isDirectory, Self.skipped.contains(name) || name.hasPrefix(".build") { continue }
            entries.append(
                Entry(key: isDirectory ? name + "/" : name, isDirectory: isDirectory, isRegular: type == Int32(DT_REG))
            )
        }
        return entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private struct Entry {
        /// The name, with a slash behind that of a directory.
        var key: String
        var isDirectory: Bool
        var isRegular: Bool
    }

    private func isDirectory(_ name: String, _ type: Int32, _ folder: Int32) -> Bool {
        if type != Int32(DT_UNKNOWN) { return type == Int32(DT_DIR) }
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// A regular file, or a link to one that lies inside the root.
    private func isFile(_ path: String, _ found: inout Found) -> Bool {
        var status = stat()
        if listsLinks, lstat(absolute(path), &status) == 0, status.st_mode & S_IFMT == S_IFLNK { return true }
        // No folder is entered through a link, so that a file which is none lies inside.
        if !followsLinks { return lstat(absolute(path), &status) == 0 && status.st_mode & S_IFMT == S_IFREG }
        guard stat(absolute(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return stays(path, &found)
    }

    private func stays(_ path: String, _ found: inout Found) -> Bool {
        guard let resolvedRoot, let resolved = Self.resolve(absolute(path)) else { return false }
        if resolved == resolvedRoot || resolved.hasPrefix(resolvedRoot == "/" ? "/" : resolvedRoot + "/") {
            return true
        }
        found.problems.append("\(path): a link that leads out of \(root), not followed")
        return false
    }

    private func absolute(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
