import CLinux
import Glibc
import Synchronization

/// Writes to standard output and standard error, whole and unbuffered, and remembers what could not be written.
enum Console {
    /// The first error of standard output, as an `errno`; 0 while there was none.
    private static let failure = Atomic<Int32>(0)

    /// To be called before any file is opened: no other file then takes the place of a closed standard output.
    static func begin() {
        if csys_secure_standard_descriptors() & 1 << STDOUT_FILENO != 0 { closed.store(true, ordering: .relaxed) }
    }

    private static let closed = Atomic(false)
    private static let readerMayLeave = Atomic(false)

    /// What stands on standard output is for a person to follow, who may stop before the end (`assay run | head`).
    static func toleratesEarlyEnd() { readerMayLeave.store(true, ordering: .relaxed) }

    /// Why standard output is not whole; nil where it is.
    static var problem: String? {
        let code = failure.load(ordering: .relaxed)
        guard code != 0, code != EPIPE || !readerMayLeave.load(ordering: .relaxed) else { return nil }
        return code == EBADF ? "it is closed" : String(cString: strerror(code))
    }

    static func out(_ text: String) { write(Array(text.utf8) + [UInt8(ascii: "\n")], to: STDOUT_FILENO) }

    static func error(_ text: String) { write(Array(text.utf8) + [UInt8(ascii: "\n")], to: STDERR_FILENO) }

    /// Waits for a slow reader; of one that has gone away the rest is dropped, unless SIGPIPE has ended the program.
    static func write(_ bytes: some Sequence<UInt8>, to descriptor: Int32) {
        let bytes = Array(bytes)
        let isLost = descriptor == STDOUT_FILENO && closed.load(ordering: .relaxed)
        if isLost, !bytes.isEmpty { return note(EBADF, descriptor) }
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                offset += written
            } else if written == 0 {
                return note(EIO, descriptor)
            } else if errno == EAGAIN {
                guard waitWritable(descriptor) else { return note(errno, descriptor) }
            } else if errno != EINTR {
                return note(errno, descriptor)
            }
        }
    }

    /// A descriptor that somebody has set to non-blocking is full: waits until it takes more.
    private static func waitWritable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, -1) >= 0 || errno == EINTR
    }

    private static func note(_ code: Int32, _ descriptor: Int32) {
        guard descriptor == STDOUT_FILENO else { return }
        _ = failure.compareExchange(expected: 0, desired: code, ordering: .relaxed)
    }
}
