import Glibc

extension RunStore {
    /// Removes the copies of reports and artifacts of all but the newest runs; what tells of the runs stays.
    package func dropCopies(beyond count: Int) {
        for id in list().dropFirst(count) {
            let copies = "\(folder(id).path)/kept"
            if access(copies, F_OK) == 0 { Self.remove(copies) }
        }
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        if let stream = opendir(path) {
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
        }
        rmdir(path)
    }
}
