import CLinux
import Execution
import Glibc
import Synchronization

/// Files that appear whole or not at all, also where several tasks and programs write the same ones.
enum AtomicFile {
    private static let counter = Atomic<Int>(0)

    /// A name beside a file that nobody else uses.
    static func neighbour(of path: String) -> String {
        let number = counter.add(1, ordering: .relaxed).newValue
        return "\(path).\(getpid())-\(number).part"
    }

    /// Whether a name is one of these: of a program that was killed it is left behind.
    static func isNeighbour(_ name: String) -> Bool { name.hasSuffix(".part") }

    static func write(_ bytes: [UInt8], to path: String) throws(CacheError) {
        let part = neighbour(of: path)
        guard Folders.makeParents(of: path) else { throw error(path) }
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw error(path) }
        var problem = bytes.withUnsafeBytes { append($0, to: file) }
        if close(file) != 0, problem == 0 { problem = errno }
        if problem == 0, rename(part, path) != 0 { problem = errno }
        guard problem != 0 else { return }
        unlink(part)
        throw error(path, problem)
    }

    /// Copies a file to a new one, within the kernel where that is possible.
    static func copy(_ source: String, to path: String, mode: mode_t) throws(CacheError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw error(source) }
        defer { close(input) }
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw error(path) }
        var problem = transfer(input, output)
        if fchmod(output, mode) != 0, problem == 0 { problem = errno }
        if close(output) != 0, problem == 0 { problem = errno }
        guard problem != 0 else { return }
        unlink(path)
        throw error(path, problem)
    }

    /// The error number, or 0.
    private static func transfer(_ input: Int32, _ output: Int32) -> Int32 {
        var status = stat()
        guard fstat(input, &status) == 0 else { return errno }
        var offset: off_t = 0
        while offset < status.st_size {
            let copied = csys_copy(input, offset, output, Int(status.st_size - offset))
            guard copied > 0 else { break }
            offset += off_t(copied)
        }
        guard lseek(input, offset, SEEK_SET) == offset else { return errno }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return errno }
            if count == 0 { return 0 }
            let problem = buffer.withUnsafeBytes { append(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: output) }
            if problem != 0 { return problem }
        }
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32 {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(file, base + offset, bytes.count - offset)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return count == 0 ? EIO : errno }
            offset += count
        }
        return 0
    }

    static func error(_ path: String, _ code: Int32 = errno) -> CacheError {
        CacheError(path, String(cString: strerror(code)).lowercased())
    }
}
