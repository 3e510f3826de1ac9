import Glibc

/// A regular file opened for reading, as bytes: mapped when large, copied when at most 1 MiB.
///
/// Anything but a regular file (a directory, a FIFO, a socket, a device) is an error; opening never waits.
/// The kernel raises SIGBUS when a mapped file is cut short by another process while it is read. Small files, by
/// far the most reports, are therefore copied; a larger one must not be truncated in place by its writer while it
/// is read (writing a new file and renaming it over the old one is safe). `verifyUnchanged()` tells afterwards
/// whether the file was rewritten in the meantime.
package final class MappedFile: Sendable {
    /// Files up to this size are copied, larger ones are mapped.
    package static let copyLimit = 1 << 20

    package let path: String
    /// The size in bytes at the time of opening.
    package let size: Int
    /// The time of last modification: nanoseconds since 1970-01-01T00:00:00Z.
    package let modifiedAt: Int64
    private let memory: Memory
    private let file: OpenFile?

    /// The file behind the mapping; nil where its content was copied.
    package var descriptor: Int32? { file?.descriptor }

    package init(path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        let file = OpenFile(descriptor)
        let status = try MappedFile.status(of: descriptor, path: path)
        let size = Int(status.st_size)
        if size <= MappedFile.copyLimit {
            memory = try Memory.copy(descriptor, size: size, path: path)
            self.file = nil
        } else {
            memory = try Memory.map(descriptor, size: size, path: path)
            self.file = file
        }
        self.path = path
        self.size = memory.length
        modifiedAt = MappedFile.nanoseconds(status.st_mtim)
    }

    /// Lends the file's bytes; they must not outlive the call.
    package func withBytes<Value: ~Copyable, Failure: Error>(
        _ body: (Bytes) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        defer { withExtendedLifetime(self) {} }
        return try body(Bytes(start: UnsafeRawPointer(bitPattern: memory.address), count: memory.length))
    }

    /// Throws where the file at the path is no longer the one that was read, or has been rewritten since.
    package func verifyUnchanged() throws(FileError) {
        var now = stat()
        guard stat(path, &now) == 0 else { throw FileError(path: path, code: errno) }
        guard Int(now.st_size) == size, MappedFile.nanoseconds(now.st_mtim) == modifiedAt else {
            throw FileError(
                path: path,
                message: "changed while it was read",
                advice: "wait until its writer has finished, then read it again"
            )
        }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    private static func status(of descriptor: Int32, path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
        let kind: String
        switch status.st_mode & S_IFMT {
        case S_IFREG: return status
        case S_IFDIR: kind = "is a directory"
        case S_IFIFO: kind = "is a FIFO (a named pipe)"
        case S_IFSOCK: kind = "is a socket"
        case S_IFCHR, S_IFBLK: kind = "is a device"
        default: kind = "is not a regular file"
        }
        let advice = "only regular files can be read"
        throw FileError(path: path, message: kind, advice: kind == "is a directory" ? "name a file in it" : advice)
    }
}

extension MappedFile {
    /// Closed when nobody holds it any more.
    private final class OpenFile: Sendable {
        let descriptor: Int32
        init(_ descriptor: Int32) { self.descriptor = descriptor }
        deinit { close(descriptor) }
    }

    /// The bytes themselves: heap memory or a mapping, given back when the last user lets go.
    private final class Memory: Sendable {
        let address: UInt
        let length: Int
        let isMapped: Bool

        init(address: UInt, length: Int, isMapped: Bool) {
            self.address = address
            self.length = length
            self.isMapped = isMapped
        }

        deinit {
            guard let pointer = UnsafeMutableRawPointer(bitPattern: address) else { return }
            if isMapped { munmap(pointer, length) } else { free(pointer) }
        }

        /// Larger files come into memory as they are read.
        private static var populateLimit: Int { 1 << 30 }

        static func map(_ descriptor: Int32, size: Int, path: String) throws(FileError) -> Memory {
            // Mapped at once: a fault for every few pages costs more than reading many a format does.
            let flags = MAP_PRIVATE | (size <= populateLimit ? MAP_POPULATE : 0)
            guard let pointer = mmap(nil, size, PROT_READ, flags, descriptor, 0), pointer != MAP_FAILED else {
                throw FileError(path: path, code: errno)
            }
            madvise(pointer, size, MADV_SEQUENTIAL)
            return Memory(address: UInt(bitPattern: pointer), length: size, isMapped: true)
        }

        /// Reads up to the copy limit, so that a file of `/proc`, whose size says 0, is read as well.
        static func copy(_ descriptor: Int32, size: Int, path: String) throws(FileError) -> Memory {
            let capacity = size == 0 ? 1 << 16 : size
            guard let pointer = malloc(capacity) else { throw FileError(path: path, code: ENOMEM) }
            var filled = 0
            while filled < capacity {
                let got = read(descriptor, pointer + filled, capacity - filled)
                if got == 0 { break }
                if got > 0 {
                    filled += got
                } else if errno != EINTR {
                    let code = errno
                    free(pointer)
                    throw FileError(path: path, code: code)
                }
            }
            return Memory(address: UInt(bitPattern: pointer), length: filled, isMapped: false)
        }
    }
}
