import Core
import Glibc
import Scanning

/// Writes a whole file so that a reader never sees half of it: to a neighbour first, then renamed.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        if path == "-" {
            Console.write(bytes, to: STDOUT_FILENO)
            return
        }
        try bytes.withUnsafeBytes { try write([$0], to: path) }
    }

    /// As above, out of several pieces.
    static func write(_ pieces: [UnsafeRawBufferPointer], to path: String) throws {
        let neighbour = path + ".\(getpid()).part"
        let descriptor = open(neighbour, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path, errno) }
        for piece in pieces {
            var rest = piece[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let written = Glibc.write(descriptor, part.baseAddress, part.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw abandon(neighbour, descriptor, path, errno) }
                rest = rest.dropFirst(written)
            }
        }
        guard close(descriptor) == 0, rename(neighbour, path) == 0 else { throw abandon(neighbour, -1, path, errno) }
    }

    private static func abandon(
        _ neighbour: String,
        _ descriptor: Int32,
        _ path: String,
        _ code: Int32
    ) -> CommandFailure {
        if descriptor >= 0 { close(descriptor) }
        unlink(neighbour)
        return failure(path, code)
    }

    private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(.infrastructure, "cannot write \(path): \(String(cString: strerror(code)))")
    }
}
