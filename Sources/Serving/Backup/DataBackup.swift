internal import Crypto
import Glibc
import Scanning
package import Storage

/// Copies of a server's data that are made while it runs.
///
/// Every content lies there once, by its digest, so that another backup copies what is new, and a backup that is cut off
/// harms none of the earlier ones. What can be made again (the index) and what should not come back (sessions) is left out.
package struct DataBackup: Sendable {
    /// Absolute path of the folder with the backups.
    package let place: String

    /// What a backup, or the way back, went over.
    package struct Count: Sendable, Hashable {
        package var name = ""
        package var files = 0
        package var bytes = 0
        /// Files whose content was not there yet.
        package var copied = 0
    }

    package init(_ place: String) { self.place = place }

    // MARK: There

    /// Another backup, of what is in the folder now.
    ///
    /// `now`: seconds since 1970. `keeping`: so many backups stay; contents that none of them names go.
    package func make(of data: String, now: Double, keeping: Int) throws(StorageError) -> Count {
        for folder in [place, "\(place)/manifests", "\(place)/contents"] { try Self.makeFolder(folder) }
        let known = try names.last.map { name throws(StorageError) in try manifest(name) }
        let earlier = Dictionary((known?.entries ?? []).map { ($0.path, $0) }) { first, _ in first }
        var count = Count(name: "\(Int(now))")
        var entries: [BackupManifest.Entry] = []
        for file in DataFiles.all(in: data) {
            var entry = file
            if let old = earlier[file.path], old.size == file.size, old.changed == file.changed,
                access(content(old.digest), F_OK) == 0
            {
                entry.digest = old.digest
            } else {
                let bytes = try Self.bytes("\(data)/\(file.path)")
                (entry.digest, entry.size) = (Self.digest(bytes), bytes.count)
                if try keep(bytes, entry.digest) { count.copied += 1 }
            }
            entries.append(entry)
            count.files += 1
            count.bytes += entry.size
        }
        let list = BackupManifest(made: now, entries: entries)
        try SecretFile.write(list.json.serialized() + [0x0A], to: "\(place)/manifests/\(count.name)")
        try prune(keeping: max(1, keeping))
        return count
    }

    /// False where it is there already.
    private func keep(_ bytes: [UInt8], _ digest: String) throws(StorageError) -> Bool {
        guard access(content(digest), F_OK) != 0 else { return false }
        try Self.makeFolder("\(place)/contents/\(digest.prefix(2))")
        try ReplacementFile.write(bytes, to: content(digest))
        chmod(content(digest), 0o600)
        return true
    }

    private func prune(keeping: Int) throws(StorageError) {
        let all = names
        guard all.count > keeping else { return }
        var needed: Set<String> = []
        for name in all.suffix(keeping) { needed.formUnion(try manifest(name).entries.map(\.digest)) }
        for name in all.dropLast(keeping) { unlink("\(place)/manifests/\(name)") }
        for folder in DataFiles.names(in: "\(place)/contents") {
            for digest in DataFiles.names(in: "\(place)/contents/\(folder)") where !needed.contains(digest) {
                unlink("\(place)/contents/\(folder)/\(digest)")
            }
        }
    }

    // MARK: And back

    /// The backups, the oldest first.
    package var names: [String] {
        DataFiles.names(in: "\(place)/manifests").compactMap { Int($0) }.sorted().map(String.init)
    }

    /// Puts a backup into a folder that is empty or not there; each file must be what was kept.
    ///
    /// `name`: nil for the newest.
    package func restore(_ name: String?, to data: String) throws(StorageError) -> Count {
        guard let name = name ?? names.last else { throw StorageError(path: place, message: "holds no backup") }
        let manifest = try manifest(name)
        try Self.makeFolder(data)
        guard DataFiles.names(in: data).isEmpty else {
            throw StorageError(path: data, message: "is not empty: a backup is put into a new folder")
        }
        var count = Count(name: name)
        for entry in manifest.entries {
            let bytes = try Self.bytes(content(entry.digest))
            guard Self.digest(bytes) == entry.digest else {
                throw StorageError(path: content(entry.digest), message: "is not what was kept: the backup is damaged")
            }
            var folder = data
            for part in entry.path.split(separator: "/").dropLast() {
                folder += "/\(part)"
                try Self.makeFolder(folder)
            }
            try SecretFile.write(bytes, to: "\(data)/\(entry.path)")
            chmod("\(data)/\(entry.path)", mode_t(entry.mode))
            count.files += 1
            count.copied += 1
            count.bytes += bytes.count
        }
        return count
    }

    private func manifest(_ name: String) throws(StorageError) -> BackupManifest {
        let path = "\(place)/manifests/\(name)"
        guard let json = try? JSON(parsing: try Self.bytes(path)), let manifest = BackupManifest(json) else {
            throw StorageError(path: path, message: "is no list of a backup")
        }
        return manifest
    }

    private func content(_ digest: String) -> String { "\(place)/contents/\(digest.prefix(2))/\(digest)" }

    private static func digest(_ bytes: [UInt8]) -> String {
        Secret.hexadecimal(Array(SHA256.hash(data: bytes)))
    }

    private static func bytes(_ path: String) throws(StorageError) -> [UInt8] {
        do throws(FileError) { return try MappedFile(path: path).withBytes { Array($0) } } catch {
            throw StorageError(path: path, message: error.message)
        }
    }

    private static func makeFolder(_ path: String) throws(StorageError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StorageError(path: path, message: String(cString: strerror(errno)).lowercased())
        }
    }
}

/// The files of a server that are worth keeping.
enum DataFiles {
    /// Made again from the rest, half of something, or of no use to another server.
    private static let left: Set<String> = ["incoming", "sessions", "services", "copies"]

    /// Regular files, by path; without their digests.
    static func all(in folder: String, below prefix: String = "", depth: Int = 0) -> [BackupManifest.Entry] {
        guard depth < 16 else { return [] }
        var files: [BackupManifest.Entry] = []
        for name in names(in: folder).sorted() where !left.contains(name) && !name.hasPrefix("history.db") {
            var status = stat()
            let path = "\(folder)/\(name)"
            // A link would lead out of the folder.
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: files += all(in: path, below: prefix + name + "/", depth: depth + 1)
            case S_IFREG:
                let changed = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
                files.append(
                    BackupManifest.Entry(
                        path: prefix + name,
                        size: Int(status.st_size),
                        changed: changed,
                        mode: Int(status.st_mode & 0o777),
                        digest: ""
                    )
                )
            default: continue
            }
        }
        return files
    }

    static func names(in folder: String) -> [String] {
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
}
