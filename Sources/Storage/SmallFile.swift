import Glibc

/// Writes small files so that a reader finds the old content or the new one, never a part.
enum SmallFile {
    static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let temporary = "\(path).\(getpid()).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw StorageError(path: path, code: errno) }
        var problem: Int32 = bytes.withUnsafeBytes { append($0, to: file) }
        if close(file) != 0, problem == 0 { problem = errno }
        if problem == 0, rename(temporary, path) != 0 { problem = errno }
        if problem != 0 {
            unlink(temporary)
            throw StorageError(path: path, code: problem)
        }
    }

    /// Writes everything; the error number, or 0.
    static func append(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32 {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(file, base + offset, bytes.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            offset += count
        }
        return 0
    }
}
