package import Engine
import Glibc
import Scanning

/// What is on disk of an environment that outlives a run: its state, its output, and the lock of its keeper.
package struct StandingFolder: Sendable, Hashable {
    /// The environment's.
    package let name: String
    /// Absolute.
    package let path: String

    /// `root` is the project's.
    package init(_ name: String, root: String) {
        self.name = name
        path = "\(Self.parent(root))/\(Self.safe(name))"
    }

    /// Those that have ever been up.
    package static func all(root: String) -> [StandingFolder] {
        ServiceFolders.names(in: parent(root)).sorted().map { StandingFolder(named($0), root: root) }
    }

    /// The name behind that of a file.
    private static func named(_ file: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(file.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let code = UInt8(digits, radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func parent(_ root: String) -> String { (root == "/" ? "" : root) + "/.assay/environments" }

    /// A name as that of a file: what is no letter, digit, `-` or `_` is written as `%2F`.
    private static func safe(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }

    /// Makes the folders; what they hold may be nobody else's to read.
    package func make() throws(LaunchError) {
        var made = ""
        for part in "\(path)/logs".split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw LaunchError("cannot make the folder \(made): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// What the keeper itself has said.
    package var log: String { "\(path)/keeper.log" }
    private var lockPath: String { "\(path)/lock" }
    private var statePath: String { "\(path)/state.json" }

    // MARK: The lock

    /// Takes the lock for as long as the result lives; nil where another process has it.
    func take() -> StandingLock? {
        let file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        // Who only asks whether it is held holds it for an instant.
        for _ in 0..<50 {
            if flock(file, LOCK_EX | LOCK_NB) == 0 {
                let text = Array("\(getpid())\n".utf8)
                ftruncate(file, 0)
                _ = pwrite(file, text, text.count, 0)
                return StandingLock(file)
            }
            usleep(4000)
        }
        close(file)
        return nil
    }

    /// The process that keeps the environment; nil where none does.
    package var keeper: Int32? {
        let file = open(lockPath, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard flock(file, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        let text = String(decoding: LogFile.read(lockPath, first: 32), as: UTF8.self)
        return Int32(text.prefix { $0 != "\n" })
    }

    // MARK: The state

    /// What the keeper has said last; nil where it has said nothing.
    package var state: StandingState? {
        let bytes = LogFile.read(statePath, first: 4 << 20)
        guard !bytes.isEmpty, let json = try? JSON(parsing: bytes) else { return nil }
        return StandingState(json: json)
    }

    /// Written whole or not at all, and only for this user: addresses may hold passwords.
    func write(_ state: StandingState) {
        let bytes = state.json.serialized(.pretty)
        let part = "\(statePath).part"
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            written += count
        }
        close(file)
        if written == bytes.count { rename(part, statePath) } else { unlink(part) }
    }

    func forget() { unlink(statePath) }
}

/// Holds the lock on an environment that outlives a run, until it is let go or the process ends.
final class StandingLock: Sendable {
    private let file: Int32

    init(_ file: Int32) { self.file = file }

    deinit { close(file) }
}
