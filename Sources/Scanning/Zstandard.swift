import Glibc

/// Packs bytes as Zstandard (RFC 8878) with the system's own library, which is loaded when it is asked for: most systems have it,
/// as their package managers need it, and none has to have it.
package enum Zstandard {
    private typealias Bound = @convention(c) (Int) -> Int
    private typealias Compress = @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int, Int32) -> Int
    private typealias IsError = @convention(c) (Int) -> UInt32

    private struct Library: @unchecked Sendable {
        let bound: Bound
        let compress: Compress
        let isError: IsError

        init?() {
            guard let handle = dlopen("libzstd.so.1", RTLD_NOW), let bound = dlsym(handle, "ZSTD_compressBound"),
                let compress = dlsym(handle, "ZSTD_compress"), let isError = dlsym(handle, "ZSTD_isError")
            else { return nil }
            self.bound = unsafeBitCast(bound, to: Bound.self)
            self.compress = unsafeBitCast(compress, to: Compress.self)
            self.isError = unsafeBitCast(isError, to: IsError.self)
        }
    }

    private static let library = Library()

    /// Whether the library is there.
    package static var isThere: Bool { library != nil }

    /// One frame with all the bytes; nil where the library is not there, or has no memory.
    package static func packed(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let library else { return nil }
        let room = library.bound(bytes.count)
        var failed = false
        let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            let written = library.compress(buffer.baseAddress, room, bytes.baseAddress, bytes.count, 3)
            failed = library.isError(written) != 0
            count = failed ? 0 : written
        }
        return failed ? nil : packed
    }
}
