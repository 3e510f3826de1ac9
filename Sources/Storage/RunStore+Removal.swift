import Glibc

extension RunStore {
    /// In front of the names of folders that are being removed: whatever is left of one goes the next time.
    private static let removed = ".removed-"
    /// A folder without any event yet may be that of a run that is just starting, for so many seconds.
    private static let startTime = 600.0

    /// What a run's folder takes, in bytes.
    package func bytes(of id: String) -> Int { FolderTree.bytes(folder(id).path) }

    /// What a folder takes with all that is in it, in bytes.
    package static func size(of path: String) -> Int { FolderTree.bytes(path) }

    /// Whether a run is under way, or may just be starting.
    ///
    /// `now`: in seconds since 1970.
    package func isLive(_ id: String, now: Double) -> Bool {
        let folder = folder(id)
        if folder.isRunning { return true }
        guard access(folder.events, F_OK) != 0 else { return false }
        var status = stat()
        return stat(folder.path, &status) == 0 && now - Double(status.st_mtim.tv_sec) < Self.startTime
    }

    /// Removes an ended run with all that it left; false where it is under way after all.
    package func remove(_ id: String) throws(StorageError) -> Bool {
        let folder = folder(id)
        // Held meanwhile, so that nobody else takes it for a live run or removes it too.
        let events = open(folder.events, O_RDONLY | O_CLOEXEC)
        defer { if events >= 0 { close(events) } }
        if events >= 0, flock(events, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
        let target = "\(path)/runs/\(Self.removed)\(id)"
        guard rename(folder.path, target) == 0 else { throw StorageError(path: folder.path, code: errno) }
        try FolderTree.remove(target)
        return true
    }

    /// Removes what an earlier removal left that was stopped half-way.
    package func finishRemovals() throws(StorageError) {
        guard let stream = opendir("\(path)/runs") else { return }
        var left: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(Self.removed) { left.append(name) }
        }
        closedir(stream)
        for name in left { try FolderTree.remove("\(path)/runs/\(name)") }
    }
}
