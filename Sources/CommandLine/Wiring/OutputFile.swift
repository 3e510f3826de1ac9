import Core
import Glibc
import Storage

/// Writes a whole file so that a reader never sees half of it; `-` is standard output.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        if path == "-" { return Console.write(bytes, to: STDOUT_FILENO) }
        try telling { () throws(StorageError) in try ReplacementFile.write(bytes, to: path) }
    }

    /// An error of the body as one of the command.
    static func telling<Value>(_ body: () throws(StorageError) -> Value) throws -> Value {
        do { return try body() } catch { throw CommandFailure(.infrastructure, "cannot write \(error)") }
    }
}
