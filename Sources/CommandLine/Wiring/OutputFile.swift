import Core
import Glibc
import Scanning

/// Writes a whole file so that a reader never sees half of it: to a neighbour first, then renamed.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws { try write([bytes], to: path) }

    /// As above, out of several pieces, of which the small ones are written together.
    static func write(_ pieces: [[UInt8]], to path: String) throws {
        if path == "-" { return pieces.forEach { Console.write($0, to: STDOUT_FILENO) } }
        try replace(path) { descriptor in
            var gathered: [UInt8] = []
            gathered.reserveCapacity(bufferSize)
            for piece in pieces {
                if gathered.count + piece.count > bufferSize {
                    guard gathered.withUnsafeBytes({ writeAll($0, descriptor) }) else { return false }
                    gathered.removeAll(keepingCapacity: true)
                }
                if piece.count < bufferSize {
                    gathered += piece
                } else if !piece.withUnsafeBytes({ writeAll($0, descriptor) }) {
                    return false
                }
            }
            return gathered.withUnsafeBytes { writeAll($0, descriptor) }
        }
    }

    /// As above, out of pieces that somebody else holds.
    static func write(_ pieces: [UnsafeRawBufferPointer], to path: String) throws {
        try replace(path) { descriptor in pieces.allSatisfy { writeAll($0, descriptor) } }
    }

    private static let bufferSize = 1 << 18

    /// `body` writes the content and says whether that went well; `errno` tells what went wrong.
    private static func replace(_ path: String, _ body: (Int32) -> Bool) throws {
        let neighbour = path + ".\(getpid()).part"
        let descriptor = open(neighbour, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path, errno) }
        guard body(descriptor) else { throw abandon(neighbour, descriptor, path, errno) }
        guard close(descriptor) == 0, rename(neighbour, path) == 0 else { throw abandon(neighbour, -1, path, errno) }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, part.baseAddress, part.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
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
