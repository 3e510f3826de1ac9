import Glibc
import Scanning

/// Keeps a folder of results within its bound: takes away entries that were used least recently, and content that no
/// entry names any more.
struct FolderTrimmer {
    let place: String
    /// Content that was touched within the last hour may belong to an entry that is being written.
    static let graceSeconds = 3600

    private struct File {
        var path: String
        var bytes: Double
        var used: time_t
    }

    func trim(to limit: Double) {
        guard let lock = lock() else { return }
        defer { close(lock) }
        let now = time(nil)
        let files = files(below: place)
        for file in files where AtomicFile.isNeighbour(file.path) && file.used < now - Self.graceSeconds {
            unlink(file.path)
        }
        var total = files.reduce(0) { $0 + $1.bytes }
        guard total > limit else { return }
        // A little more than needed: the next run is not to begin here again.
        let goal = limit * 0.8
        let entries = files.filter { $0.path.hasPrefix("\(place)/entries/") }.sorted { $0.used < $1.used }
        let sizes = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
        var uses = uses(of: entries)
        for entry in entries where total > goal {
            unlink(entry.path)
            total -= entry.bytes
            for content in contents(of: entry.path, uses.byEntry) {
                uses.count[content, default: 1] -= 1
                let path = "\(place)/\(content)"
                guard uses.count[content] == 0, let bytes = sizes[path] else { continue }
                if unlink(path) == 0 { total -= bytes }
            }
        }
        for file in files where file.path.hasPrefix("\(place)/blobs/") && file.used < now - Self.graceSeconds {
            let name = String(file.path.dropFirst(place.count + 1))
            if uses.count[name, default: 0] <= 0 { unlink(file.path) }
        }
    }

    /// One program at a time; nil where another one is at it.
    private func lock() -> Int32? {
        let file = open("\(place)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        return file
    }

    private typealias Uses = (count: [String: Int], byEntry: [String: [String]])

    private func uses(of entries: [File]) -> Uses {
        var uses: Uses = ([:], [:])
        for entry in entries {
            guard let file = try? MappedFile(path: entry.path),
                let read = file.withBytes({ CacheEntry(Array($0)) })
            else { continue }
            let names = Set(read.blobs.map(CacheEntry.blob))
            uses.byEntry[entry.path] = Array(names)
            for name in names { uses.count[name, default: 0] += 1 }
        }
        return uses
    }

    private func contents(of entry: String, _ byEntry: [String: [String]]) -> [String] { byEntry[entry] ?? [] }

    private func files(below folder: String) -> [File] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found: [File] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found += files(below: path)
            case S_IFREG:
                found.append(File(path: path, bytes: Double(status.st_size), used: status.st_mtim.tv_sec))
            default: break
            }
        }
        return found
    }
}
