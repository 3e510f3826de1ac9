import Glibc

/// Folders: making those that are missing, what lies in them, and taking them away.
package enum Folders {
    /// Makes the folders above a path that are missing; false where one cannot be made.
    package static func makeParents(of path: String) -> Bool {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return true }
        let parent = String(path[..<slash])
        if access(parent, F_OK) == 0 { return true }
        return makeParents(of: parent) && (mkdir(parent, 0o755) == 0 || errno == EEXIST)
    }

    /// The names of what lies in a folder, in no order; none where it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a file, or a folder with all that is in it; follows no links.
    package static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        // Go makes the folders of its modules read-only.
        if status.st_mode & S_IWUSR == 0 { chmod(path, status.st_mode | S_IRWXU) }
        for name in names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
