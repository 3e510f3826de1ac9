import Glibc

/// A folder with all that is in it; links are not followed.
enum FolderTree {
    /// What the files take, by their sizes.
    static func bytes(_ path: String) -> Int {
        var sum = 0
        _ = walk(path) { _, status in sum += Int(status.st_size) }
        return sum
    }

    static func remove(_ path: String) throws(StorageError) {
        var failure: StorageError?
        let folders = walk(path) { file, _ in
            if unlink(file) != 0, errno != ENOENT { failure = failure ?? StorageError(path: file, code: errno) }
        }
        // What is inside comes behind what it is in.
        for folder in folders.reversed() where rmdir(folder) != 0 && errno != ENOENT {
            failure = failure ?? StorageError(path: folder, code: errno)
        }
        if let failure { throw failure }
    }

    /// Visits every file, and gives back the folders, each behind the one that it is in.
    private static func walk(_ path: String, _ visit: (String, stat) -> Void) -> [String] {
        var folders = [path]
        var next = 0
        while next < folders.count {
            let folder = folders[next]
            next += 1
            guard let stream = opendir(folder) else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                var status = stat()
                let file = "\(folder)/\(name)"
                guard lstat(file, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR { folders.append(file) } else { visit(file, status) }
            }
        }
        return folders
    }
}
