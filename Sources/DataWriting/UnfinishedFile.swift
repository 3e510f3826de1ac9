import Glibc
import Scanning
import Synchronization

/// A file that gets its name only when it is whole, and tells until then how far it is, so that it can be gone on with.
package final class UnfinishedFile: Sendable {
    private let path: String
    /// What it is made of: a file of anything else is not gone on with.
    private let mark: String
    package let target: DataTarget
    /// Pieces that were there already.
    package let pieces: UInt64
    private let state: Mutex<(pieces: UInt64, bytes: Int, noted: ContinuousClock.Instant)>

    private var part: String { path + ".part" }
    private static func notes(_ path: String) -> String { path + ".part.json" }

    package init(path: String, mark: String, resume: Bool) throws(DataTarget.Failure) {
        self.path = path
        self.mark = mark
        let known = resume ? Self.known(path, mark) : nil
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (known == nil ? O_TRUNC : 0)
        let descriptor = open(path + ".part", flags, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path + ".part") }
        target = DataTarget(descriptor: descriptor, name: path, isOwned: true)
        pieces = known?.pieces ?? 0
        state = Mutex((pieces: known?.pieces ?? 0, bytes: known?.bytes ?? 0, noted: ContinuousClock().now))
        if let known {
            guard ftruncate(descriptor, known.bytes) == 0, lseek(descriptor, 0, SEEK_END) == known.bytes else {
                throw Self.failure(path + ".part")
            }
        }
    }

    private static func failure(_ path: String) -> DataTarget.Failure {
        DataTarget.Failure(message: "cannot write \(path): \(String(cString: strerror(errno)).lowercased())")
    }

    private static func known(_ path: String, _ mark: String) -> (pieces: UInt64, bytes: Int)? {
        guard let file = try? MappedFile(path: notes(path)), let part = try? MappedFile(path: path + ".part"),
            let json = try? file.withBytes({ bytes throws(ScanError) in try JSON(parsing: bytes) }),
            json["mark"]?.string == mark, let pieces = json["pieces"]?.int, let bytes = json["bytes"]?.int,
            pieces >= 0, bytes >= 0, bytes <= part.size
        else { return nil }
        return (UInt64(pieces), bytes)
    }

    /// So many pieces are there, the last one of so many bytes; written down about once a second.
    package func note(pieces: UInt64, bytes: Int) {
        let due = state.withLock { state -> (UInt64, Int)? in
            state.pieces = pieces
            state.bytes += bytes
            let now = ContinuousClock().now
            guard now - state.noted > .seconds(1) else { return nil }
            state.noted = now
            return (state.pieces, state.bytes)
        }
        guard let due else { return }
        let json: JSON = ["mark": JSON(mark), "pieces": JSON(Int(due.0)), "bytes": JSON(due.1)]
        let descriptor = open(Self.notes(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        try? DataTarget(descriptor: descriptor, name: "notes", isOwned: true).write(json.serialized())
    }

    /// Bytes that belong to no piece, such as a head.
    package func add(_ bytes: [UInt8]) throws(DataTarget.Failure) {
        try target.write(bytes)
        state.withLock { $0.bytes += bytes.count }
    }

    /// Takes away what there is of it: nobody will go on with it.
    package func discard() {
        unlink(part)
        unlink(Self.notes(path))
    }

    /// Gives it its name.
    package func finish() throws(DataTarget.Failure) {
        guard rename(part, path) == 0 else { throw Self.failure(path) }
        unlink(Self.notes(path))
    }
}
