import Core
import Engine
import Glibc
import Scanning
import Storage
import Synchronization
import Wire

/// Writes every event, as it happens, to a file or to standard output: `--events`.
///
/// A reader that goes away ends the stream, never the run.
final class EventStream: EventSink {
    private let descriptor: Mutex<Int32>

    /// Opens a file anew; `-` is standard output.
    init(_ path: String) throws {
        guard path != "-" else {
            descriptor = Mutex(STDOUT_FILENO)
            return
        }
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw CommandFailure(.usage, "--events \(path): \(String(cString: strerror(errno)).lowercased())")
        }
        descriptor = Mutex(file)
    }

    deinit { descriptor.withLock { if $0 > STDERR_FILENO { close($0) } } }

    func receive(_ recorded: RecordedEvent) {
        var writer = JSONWriter()
        recorded.write(to: &writer)
        writer.appendNewline()
        let bytes = writer.bytes
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            if descriptor == STDOUT_FILENO { return Console.write(bytes, to: descriptor) }
            var offset = 0
            while offset < bytes.count {
                let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    close(descriptor)
                    descriptor = -1
                    return
                }
                offset += count
            }
        }
    }
}
