import CLinux
import Glibc
package import Scanning

/// A file under construction that takes the place of another at once: a reader finds the old content or the new one,
/// never a part.
///
/// Until then it has no name, so that a program that is killed leaves nothing behind; only where a file system knows no
/// such files it is a neighbour. What is no regular file (a device, a FIFO) is written to as it is. Appending is for one
/// thread at a time.
package final class ReplacementFile: Sendable {
    private enum Place {
        /// Not in any directory yet.
        case unnamed
        case neighbour
        /// The file itself.
        case inPlace
    }

    /// The name that was asked for, for messages.
    private let path: String
    /// Where the file comes to lie: behind symbolic links.
    private let target: String
    private let place: Place
    private let descriptor: Int32

    /// Opens it in the directory of the file that it is to replace, with the same permissions where there is one.
    package init(of path: String) throws(StorageError) {
        let target = Self.resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
        (descriptor, place) = isRegular ? Self.create(beside: target) : Self.open(target)
        guard descriptor >= 0 else { throw StorageError(path: path, code: errno) }
        if exists, isRegular { fchmod(descriptor, status.st_mode & 0o777) }
        self.path = path
        self.target = target
    }

    deinit {
        close(descriptor)
        if place == .neighbour { unlink(Self.neighbour(of: target)) }
    }

    /// A whole file of one piece.
    package static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let file = try ReplacementFile(of: path)
        file.reserve(bytes.count)
        try file.append(bytes)
        try file.commit()
    }

    /// Says how large the file will be, where that is known: it then takes less time to write.
    package func reserve(_ size: Int) {
        if place != .inPlace, size >= Self.largeSize { csys_reserve(descriptor, size) }
    }

    package func append(_ bytes: [UInt8]) throws(StorageError) {
        let problem = bytes.withUnsafeBytes { Self.append($0, to: descriptor) }
        if problem != 0 { throw StorageError(path: path, code: problem) }
    }

    /// Appends a part of another file, within the kernel where that is possible.
    package func append(_ range: ByteRange, of file: MappedFile) throws(StorageError) {
        var start = range.start
        if let source = file.descriptor {
            while start < range.end {
                let copied = csys_copy(source, off_t(start), descriptor, range.end - start)
                guard copied > 0 else { break }
                start += copied
            }
        }
        let rest = ByteRange(start, range.end)
        let problem = file.withBytes { Self.append(UnsafeRawBufferPointer($0.slice(rest)), to: descriptor) }
        if problem != 0 { throw StorageError(path: path, code: problem) }
    }

    /// Puts the file in its place, once.
    package func commit() throws(StorageError) {
        // A network file system tells at closing what could not be written.
        guard close(dup(descriptor)) == 0 else { throw StorageError(path: path, code: errno) }
        guard place != .inPlace else { return }
        let neighbour = Self.neighbour(of: target)
        if place == .unnamed {
            unlink(neighbour)
            let own = "/proc/self/fd/\(descriptor)"
            guard linkat(AT_FDCWD, own, AT_FDCWD, neighbour, AT_SYMLINK_FOLLOW) == 0 else {
                throw StorageError(path: path, code: errno)
            }
        }
        if rename(neighbour, target) != 0 {
            let code = errno
            unlink(neighbour)
            throw StorageError(path: path, code: code)
        }
    }

    /// Writes everything; the error number, or 0.
    static func append(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            if count == 0 { return EIO }
            offset += count
        }
        return 0
    }

    private static let largeSize = 1 << 20

    private static func neighbour(of target: String) -> String { "\(target).\(getpid()).part" }

    /// The path behind symbolic links; itself where there is no such file yet.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func open(_ target: String) -> (descriptor: Int32, place: Place) {
        (Glibc.open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY), .inPlace)
    }

    private static func create(beside target: String) -> (descriptor: Int32, place: Place) {
        let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        if access("/proc/self/fd", X_OK) == 0 {
            let unnamed = csys_open_unnamed(folder, 0o644)
            if unnamed >= 0 { return (unnamed, .unnamed) }
        }
        let neighbour = neighbour(of: target)
        unlink(neighbour)
        return (Glibc.open(neighbour, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644), .neighbour)
    }
}
