import Core
import Execution
import Glibc
import Scanning
import Signing

/// Files of private keys: only their owner may read them, and no repository may hold them.
struct KeyFile {
    var path: String
    /// Absolute path of the project.
    var root: String

    private static let sizeLimit = 16_384

    func read() throws -> PrivateKey {
        try refuseInside(realpath(path, nil).map(Self.taken) ?? path)
        var status = stat()
        guard stat(path, &status) == 0 else { throw CommandFailure(.usage, "\(path): \(Self.reason(errno))") }
        if status.st_mode & 0o077 != 0 {
            throw CommandFailure(.usage, "\(path): others may read this key; `chmod 600` it, and think of a new one")
        }
        let text: String
        do throws(FileError) {
            let file = try MappedFile(path: path)
            guard file.size <= Self.sizeLimit else { throw FileError(path: path, message: "is too large for a key") }
            text = file.withBytes { $0.string }
        } catch {
            throw CommandFailure(.usage, error.description)
        }
        do throws(PrivateKey.Problem) { return try PrivateKey(pem: text) } catch {
            throw CommandFailure(.usage, "\(path): \(error.reason)")
        }
    }

    /// Writes a new file, which must not exist yet.
    func create(_ key: PrivateKey) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        try refuseInside(ProjectFolder.directory(of: path) + "/" + name)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw CommandFailure(.usage, "\(path): \(Self.reason(errno))") }
        defer { close(descriptor) }
        var bytes = Array(key.pem.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                unlink(path)
                throw CommandFailure(.infrastructure, "cannot write \(path): \(Self.reason(errno))")
            }
            bytes = bytes.dropFirst(written)
        }
    }

    /// A key that lies in the project is one commit away from everyone.
    private func refuseInside(_ resolved: String) throws {
        let probe = GitProbe(directory: root, environment: ProcessEnvironment.current())
        for folder in [root, probe.topLevel()].compactMap(\.self) where resolved.hasPrefix(folder + "/") {
            throw CommandFailure(.usage, "\(path) lies in \(folder); keep private keys outside of the project")
        }
    }

    private static func taken(_ pointer: UnsafeMutablePointer<CChar>) -> String {
        defer { free(pointer) }
        return String(cString: pointer)
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
