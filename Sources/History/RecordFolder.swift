package import Core
import Glibc
package import Scanning
package import Storage

/// A folder with one folder a run, each with the run's record, `history.json`, and its summary where there is one.
///
/// The folders of a project's own runs are of this form, and so is what several machines share. Nothing in it is ever
/// changed, and a run appears at once or not at all: two that add to it at the same time do not meet.
package struct RecordFolder: Sendable, Hashable {
    package static let recordName = "history.json"
    package static let summaryName = "summary.json"
    /// What the tests of a run touched; few runs have it.
    package static let mapName = "touched.json"

    package let path: String

    package init(_ path: String) { self.path = path }

    /// The runs that have a record, sorted by id; empty where there is no such folder.
    package func ids() -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var ids: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if Self.isName(name), access(record(name), R_OK) == 0 { ids.append(name) }
        }
        return ids.sorted()
    }

    package func record(_ id: String) -> String { "\(path)/\(id)/\(Self.recordName)" }

    /// The run's summary; nil where there is none.
    package func summary(_ id: String) -> String? {
        let file = "\(path)/\(id)/\(Self.summaryName)"
        return Self.isName(id) && access(file, R_OK) == 0 ? file : nil
    }

    /// What the run's tests touched; nil where that was not recorded.
    package func map(_ id: String) -> String? {
        let file = "\(path)/\(id)/\(Self.mapName)"
        return Self.isName(id) && access(file, R_OK) == 0 ? file : nil
    }

    /// Bytes of a run's record; 0 where there is none.
    func size(of id: String) -> Int {
        var status = stat()
        return stat(record(id), &status) == 0 ? Int(status.st_size) : 0
    }

    /// Reads a record, and says how many of its bytes are read; the reason where it cannot be used.
    package func read(
        _ id: String,
        progress: (Int) -> Void = { _ in }
    ) -> Result<HistoricRecord, RecordProblem> {
        let path = record(id)
        do {
            let file = try MappedFile(path: path)
            let record = try file.withBytes { bytes throws(ScanError) in
                try RecordCodec.decode(bytes, progress: progress)
            }
            guard record.run.id == id else {
                return .failure(RecordProblem(path: path, reason: "the record is of the run \(record.run.id)"))
            }
            return .success(record)
        } catch let error as FileError {
            return .failure(RecordProblem(path: path, reason: error.message))
        } catch {
            return .failure(RecordProblem(path: path, reason: "\(error)"))
        }
    }

    /// Adds a record under its run's id; false where one is there already, which stays.
    @discardableResult
    package func add(_ record: HistoricRecord) throws(StorageError) -> Bool {
        try publish(record.run.id) { (folder) throws(StorageError) in
            try ReplacementFile.write(RecordCodec.encode(record), to: "\(folder)/\(Self.recordName)")
        }
    }

    /// Adds a run as it was sent, with its summary where that is not empty; false where a record of its id is there already,
    /// which stays.
    ///
    /// `record`: one that can be read, and is of this run.
    @discardableResult
    package func add(_ id: String, record: Bytes, summary: Bytes) throws(StorageError) -> Bool {
        try publish(id) { (folder) throws(StorageError) in
            try Self.write(record, to: "\(folder)/\(Self.recordName)")
            if !summary.isEmpty { try Self.write(summary, to: "\(folder)/\(Self.summaryName)") }
        }
    }

    /// Piece by piece: it may be large.
    private static func write(_ bytes: Bytes, to path: String) throws(StorageError) {
        let file = try ReplacementFile(of: path)
        var rest = bytes[...]
        while !rest.isEmpty {
            try file.append(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        try file.commit()
    }

    private static let piece = 1 << 20

    /// Adds a run of another folder with its summary; false where it is there already.
    @discardableResult
    package func add(_ id: String, of other: RecordFolder) throws(StorageError) -> Bool {
        try publish(id) { (folder) throws(StorageError) in
            try Self.copy(other.record(id), to: "\(folder)/\(Self.recordName)")
            if let summary = other.summary(id) { try Self.copy(summary, to: "\(folder)/\(Self.summaryName)") }
            if let map = other.map(id) { try Self.copy(map, to: "\(folder)/\(Self.mapName)") }
        }
    }

    /// Adds the record alone of a run of another folder; false where it is there already, or where there is none.
    @discardableResult
    package func addRecord(_ id: String, of other: RecordFolder) throws(StorageError) -> Bool {
        guard access(other.record(id), R_OK) == 0 else { return false }
        return try publish(id) { (folder) throws(StorageError) in
            try Self.copy(other.record(id), to: "\(folder)/\(Self.recordName)")
            if let map = other.map(id) { try Self.copy(map, to: "\(folder)/\(Self.mapName)") }
        }
    }

    /// Removes a run's record and summary, and nothing else.
    package func remove(_ id: String) {
        if Self.isName(id) { Self.remove("\(path)/\(id)") }
    }

    /// Fills a folder beside the place, and moves it there at once.
    private func publish(_ id: String, _ fill: (String) throws(StorageError) -> Void) throws(StorageError) -> Bool {
        guard Self.isName(id) else { throw StorageError(path: path, message: "'\(id.prefix(40))' is no name of a run") }
        let target = "\(path)/\(id)"
        if access(record(id), F_OK) == 0 { return false }
        try Self.makeFolders(path)
        let folder = "\(path)/.\(id).\(getpid()).part"
        try Self.makeFolders(folder)
        defer { Self.remove(folder) }
        try fill(folder)
        // A folder is replaced only where it is empty: whoever was first stays.
        if rename(folder, target) == 0 { return true }
        let code = errno
        if code == EEXIST || code == ENOTEMPTY { return false }
        throw StorageError(path: target, message: String(cString: strerror(code)).lowercased())
    }

    private static func copy(_ source: String, to target: String) throws(StorageError) {
        let file: MappedFile
        do throws(FileError) { file = try MappedFile(path: source) } catch {
            throw StorageError(path: source, message: error.message)
        }
        let copy = try ReplacementFile(of: target)
        try copy.append(ByteRange(0, file.size), of: file)
        try copy.commit()
    }

    private static func makeFolders(_ path: String) throws(StorageError) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            if mkdir(folder, 0o755) != 0, errno != EEXIST {
                throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
            }
        }
    }

    private static func remove(_ folder: String) {
        for name in [recordName, summaryName, mapName] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    /// Letters, digits, `.`, `_` and `-`, and no dot in front: what comes from others names no other place.
    package static func isName(_ id: String) -> Bool {
        guard let first = id.utf8.first, first != UInt8(ascii: "."), id.utf8.count <= 100 else { return false }
        return id.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "._-".utf8.contains(byte)
        }
    }
}

/// A record that could not be taken in.
package struct RecordProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String { "\(path): \(reason)" }
}
