import Core
import Glibc
import Scanning

/// A file that nobody else can open, and that is gone with this program, however that ends: real data on its way.
final class PrivateFile {
    private let descriptor: Int32

    init() throws {
        let folder = ProcessEnvironment.current()["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(folder)/assay-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw CommandFailure(.infrastructure, "no file can be made in \(folder): \(Self.reason)")
        }
        unlink(&template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    private static var reason: String { String(cString: strerror(errno)).lowercased() }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw CommandFailure(
                    .infrastructure,
                    "no room for a table's rows in the temporary folder: \(Self.reason)"
                )
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Lends what was written: as a file it is known by its descriptor, which is open until the call ends.
    func read(_ body: (MappedFile) throws -> Void) throws {
        defer { withExtendedLifetime(self) {} }
        let file: MappedFile
        do throws(FileError) { file = try MappedFile(path: "/proc/self/fd/\(descriptor)") } catch {
            throw CommandFailure(.infrastructure, "what was written cannot be read again: \(error.message)")
        }
        try body(file)
    }
}
