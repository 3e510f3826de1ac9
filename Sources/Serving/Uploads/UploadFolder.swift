import Core
import Dashboard
import Glibc
import History
import Scanning
import Storage

/// The parts that have come of runs that are not judged yet: a folder for each run, in it one for each part.
struct UploadFolder: Sendable {
    let path: String

    private static let manifest = "manifest.json"
    /// What stands in the place of the parts once they are judged.
    private static let judged = "judged"

    /// Those that wait, by name.
    var waiting: [UploadManifest] {
        Self.names(path).filter { !isJudged($0) }.compactMap { manifest(of: $0) }
    }

    func isJudged(_ run: String) -> Bool {
        RecordFolder.isName(run) && access("\(path)/\(run)/\(Self.judged)", F_OK) == 0
    }

    /// Forgets the parts, and remembers that they were judged.
    func end(_ run: String) throws(StorageError) {
        try ReplacementFile.write([], to: "\(path)/\(run)/\(Self.judged)")
        for shard in shards(of: run) { Self.remove("\(path)/\(run)/\(shard)") }
    }

    func manifest(of run: String) -> UploadManifest? {
        guard RecordFolder.isName(run), let file = try? MappedFile(path: "\(path)/\(run)/\(Self.manifest)") else {
            return nil
        }
        return file.withBytes { try? JSON(parsing: Array($0)) }.flatMap { UploadManifest($0) }
    }

    /// Writes it where there is none yet.
    func open(_ manifest: UploadManifest) throws(StorageError) {
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        for folder in [parent, path, "\(path)/\(manifest.run)"] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
        }
        try ReplacementFile.write(manifest.json.serialized(), to: "\(path)/\(manifest.run)/\(Self.manifest)")
    }

    /// The parts of a run that are here.
    func shards(of run: String) -> Set<String> {
        Set(Self.names("\(path)/\(run)").filter { $0 != Self.manifest && $0 != Self.judged })
    }

    /// Whether a part that is here already is byte for byte this one.
    func holds(_ files: [MultipartBody.File], shard: String, of run: String) -> Bool {
        let known = self.files(of: run).filter { $0.shard == shard }
        return known.count == files.count
            && zip(known, files).allSatisfy { known, file in
                (try? MappedFile(path: known.path))?.withBytes { $0.elementsEqual(file.bytes) } ?? false
            }
    }

    /// A part appears at once or not at all.
    func add(_ files: [MultipartBody.File], shard: String, of run: String) throws(StorageError) {
        let folder = "\(path)/\(run)/.\(shard).part"
        Self.remove(folder)
        guard mkdir(folder, 0o700) == 0 else {
            throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
        }
        for (number, file) in files.enumerated() {
            try ReplacementFile.write(Array(file.bytes), to: "\(folder)/\(Self.name(number, file.name))")
        }
        guard rename(folder, "\(path)/\(run)/\(shard)") == 0 else {
            throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
        }
    }

    /// In the order in which their parts are named, and then as they were sent.
    func files(of run: String) -> [UploadedFile] {
        shards(of: run).sorted().flatMap { shard in
            Self.names("\(path)/\(run)/\(shard)").map { name in
                UploadedFile(
                    shard: shard,
                    name: String(name.dropFirst(5)),
                    path: "\(path)/\(run)/\(shard)/\(name)"
                )
            }
        }
    }

    /// `0007-junit.xml`: no name of a sender leads anywhere else, or hides another file.
    private static func name(_ number: Int, _ given: String) -> String {
        let last = given.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let plain = last.utf8.map { byte -> Character in
            let isPlain = RecordFolder.isName("a" + String(Character(Unicode.Scalar(byte))))
            return isPlain ? Character(Unicode.Scalar(byte)) : "_"
        }
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(padded)-\(String(plain.suffix(80)))"
    }

    private static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if RecordFolder.isName(name) { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
        closedir(stream)
        rmdir(path)
    }
}

extension ServedProject {
    /// Reports that wait for others of their run.
    var uploads: UploadFolder { UploadFolder(path: "\(state)/uploads") }

    /// Runs whose parts have not all come.
    var waiting: [UploadsBlock.Upload] {
        let folder = uploads
        return folder.waiting.map { manifest in
            UploadsBlock.Upload(
                run: manifest.run,
                branch: manifest.branch,
                commit: manifest.commit,
                missing: manifest.missing(folder.shards(of: manifest.run)),
                parts: manifest.shards.count,
                closes: manifest.closes
            )
        }
    }
}
