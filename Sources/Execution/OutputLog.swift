import Glibc

/// The file that gets a process's output byte for byte, up to a limit; a failure is remembered, never thrown.
struct OutputLog: ~Copyable {
    /// Why output could not be kept; nil while all of it was, or the limit dropped it, which the log itself says.
    private(set) var error: String?
    /// Bytes that the file holds.
    private(set) var bytes = 0
    private var file: Int32
    private let limit: Int
    private var full = false

    /// Opens the file anew.
    ///
    /// Where that fails the process still runs: a teardown matters more than its log.
    init(path: String, limit: Int) {
        self.limit = limit
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o644)
        if file < 0 { error = "cannot create the log \(path): \(systemError(errno))" }
    }

    deinit { if file >= 0 { close(file) } }

    mutating func append(_ output: UnsafeRawBufferPointer) {
        guard file >= 0, error == nil, !full, let base = output.baseAddress else { return }
        let room = limit - bytes
        write(UnsafeRawBufferPointer(start: base, count: min(room, output.count)))
        guard output.count > room, error == nil else { return }
        full = true
        let note = "\n[assay: the output is longer than \(limit) bytes; the rest was dropped]\n"
        Array(note.utf8).withUnsafeBytes { write($0) }
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
}
