import Glibc

/// The runs of one project, below `.assay` in its root.
///
/// Several runs may be under way at once: each locks its own folder only, and the kernel releases the lock when the
/// run ends, however it ends.
package struct RunStore: Sendable {
    /// Absolute path of `.assay`.
    package let path: String

    /// - Parameter root: absolute path of the project's root.
    package init(root: String) { path = root == "/" ? "/.assay" : "\(root)/.assay" }

    private var runs: String { "\(path)/runs" }

    /// Makes the folder of a new run that starts at a time in seconds since 1970, and makes `latest` point to it.
    package func create(at time: Double) throws(StorageError) -> RunFolder {
        try makeBase()
        for _ in 0..<16 {
            let id = RunID.make(at: time)
            let folder = "\(runs)/\(id)"
            if mkdir(folder, 0o755) != 0 {
                if errno == EEXIST { continue }
                throw StorageError(path: folder, code: errno)
            }
            try makeDirectory("\(folder)/logs")
            pointLatest(to: id)
            return RunFolder(id: id, path: folder)
        }
        throw StorageError(path: runs, message: "no free name for a run")
    }

    /// Makes the folder of a run anew where a step of the run has removed it (`git clean -fdx`), with what the log holds.
    package func restore(_ folder: RunFolder, _ log: EventLog) throws(StorageError) {
        guard folder.isMissing else { return }
        try makeBase()
        try makeDirectory(folder.path)
        try makeDirectory(folder.logs)
        if access(folder.events, F_OK) != 0 { try log.copy(to: folder.events) }
        pointLatest(to: folder.id)
    }

    /// `.assay` with what every run shares.
    private func makeBase() throws(StorageError) {
        try makeDirectory(path)
        try makeDirectory(runs)
        let ignore = "\(path)/.gitignore"
        if access(ignore, F_OK) != 0 { try ReplacementFile.write(Array("*\n".utf8), to: ignore) }
    }

    /// The ids of all runs, newest first; empty where there has been none.
    package func list() -> [String] {
        guard let stream = opendir(runs) else { return [] }
        defer { closedir(stream) }
        var ids: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if RunID.isValid(name) { ids.append(name) }
        }
        return ids.sorted(by: >)
    }

    /// The folder of a run in the list.
    package func folder(_ id: String) -> RunFolder { RunFolder(id: id, path: "\(runs)/\(id)") }

    /// The run that `latest`, an id, or the beginning of exactly one id names.
    package func resolve(_ name: String) throws(StorageError) -> RunFolder {
        let ids = list()
        if name == "latest" || name.isEmpty {
            guard let id = latest() ?? ids.first else {
                throw StorageError(path: path, message: "no run yet; `assay run` makes one")
            }
            return RunFolder(id: id, path: "\(runs)/\(id)")
        }
        let matches = ids.contains(name) ? [name] : ids.filter { $0.hasPrefix(name) }
        guard let id = matches.first else { throw StorageError(path: runs, message: "no run \(name)") }
        guard matches.count == 1 else {
            let some = matches.prefix(4).joined(separator: ", ")
            throw StorageError(path: runs, message: "\(matches.count) runs begin with \(name): \(some)")
        }
        return RunFolder(id: id, path: "\(runs)/\(id)")
    }

    private func latest() -> String? {
        var target = [CChar](repeating: 0, count: 256)
        let length = readlink("\(path)/latest", &target, target.count - 1)
        guard length > 0 else { return nil }
        let bytes = target.prefix(length).map { UInt8(bitPattern: $0) }
        let id = String(decoding: bytes, as: UTF8.self).split(separator: "/").last.map(String.init) ?? ""
        return RunID.isValid(id) && access("\(runs)/\(id)", F_OK) == 0 ? id : nil
    }

    /// Replaces the link in one step, so that a reader always finds one.
    ///
    /// Only a convenience: failing is no error.
    private func pointLatest(to id: String) {
        let temporary = "\(path)/.latest-\(id)"
        if symlink("runs/\(id)", temporary) == 0, rename(temporary, "\(path)/latest") != 0 { unlink(temporary) }
    }

    private func makeDirectory(_ path: String) throws(StorageError) {
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw StorageError(path: path, code: errno) }
    }
}
