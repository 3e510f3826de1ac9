import CLinux
import Core
import Glibc

/// The file that gets a process's output byte for byte; of more than a limit it holds the beginning and the end.
///
/// A failure is remembered, never thrown.
struct OutputLog: ~Copyable {
    /// Why output could not be kept; nil while all of it was, or the limit dropped it, which the log itself says.
    private(set) var error: String?
    /// Bytes that the file holds.
    private(set) var bytes = 0
    private let path: String
    private var file: Int32
    /// Bytes kept of the beginning, as they come.
    private let beginning: Int
    private var end: OutputEnd
    private var secrets: SecretMask.Stream

    /// Bytes kept of the end of a long output: why a command failed stands there.
    private static let endLimit = 1 << 20

    /// Opens the file anew, in a folder that is made again where a step has removed it.
    ///
    /// Where that fails the process still runs: a teardown matters more than its log.
    init(path: String, limit: Int, mask: SecretMask = SecretMask()) {
        self.path = path
        secrets = SecretMask.Stream(mask)
        let kept = min(Self.endLimit, limit / 2)
        beginning = max(0, limit - kept)
        end = OutputEnd(limit: kept)
        file = Self.open(path)
        if file < 0, errno == ENOENT, Folders.makeParents(of: path) { file = Self.open(path) }
        if file < 0 { error = "cannot create the log \(path): \(systemError(errno))" }
    }

    deinit { if file >= 0 { close(file) } }

    mutating func append(_ output: UnsafeRawBufferPointer) {
        guard file >= 0, error == nil else { return }
        guard secrets.isNeeded else { return keep(output) }
        secrets.append(output).withUnsafeBytes { keep($0) }
    }

    private mutating func keep(_ output: UnsafeRawBufferPointer) {
        let room = max(0, min(beginning - bytes, output.count))
        write(UnsafeRawBufferPointer(rebasing: output[..<room]))
        if room < output.count { end.append(output[room...]) }
    }

    /// Writes the end of a long output, and the file again where it has been removed; nothing is appended after this.
    mutating func finish() {
        guard file >= 0, error == nil else { return }
        if secrets.isNeeded { secrets.finish().withUnsafeBytes { keep($0) } }
        let rest = end.content
        if end.dropped > 0 {
            let note = "\n[assay: \(end.dropped) bytes of output were left out here; its end follows]\n"
            Array(note.utf8).withUnsafeBytes { write($0) }
        }
        rest.withUnsafeBytes { write($0) }
        restore()
    }

    /// A step that cleans the checkout removes its own log too, while it is written.
    private mutating func restore() {
        var status = stat()
        guard error == nil, fstat(file, &status) == 0, status.st_nlink == 0, Folders.makeParents(of: path) else {
            return
        }
        let copy = Self.open(path)
        guard copy >= 0 else { return }
        defer { close(copy) }
        var offset: off_t = 0
        while case let count = csys_copy(file, offset, copy, 1 << 30), count > 0 { offset += off_t(count) }
    }

    private mutating func write(_ part: UnsafeRawBufferPointer) {
        var offset = 0
        while offset < part.count, let base = part.baseAddress {
            let count = Glibc.write(file, base + offset, part.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                error = systemError(errno)
                return
            }
            offset += count
            bytes += count
        }
    }

    private static func open(_ path: String) -> Int32 {
        Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o644)
    }
}

/// The last bytes of a stream, in bounded memory.
struct OutputEnd {
    private let limit: Int
    private var kept: [UInt8] = []
    /// Bytes before those that are kept.
    private(set) var dropped = 0

    init(limit: Int) { self.limit = limit }

    mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) {
        let last = bytes.suffix(limit)
        dropped += bytes.count - last.count
        kept.append(contentsOf: last)
        // Twice the limit at most, so that each byte is moved once on average.
        if kept.count >= 2 * limit { shorten() }
    }

    /// The last bytes, at most the limit.
    var content: [UInt8] {
        mutating get {
            shorten()
            return kept
        }
    }

    private mutating func shorten() {
        let excess = kept.count - limit
        guard excess > 0 else { return }
        kept.removeFirst(excess)
        dropped += excess
    }
}
