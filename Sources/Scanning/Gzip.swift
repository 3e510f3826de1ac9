import CZlib
import Glibc

/// The content of gzip-compressed bytes (RFC 1952), unpacked into memory of its own.
///
/// Several members in a row are one content, and zero bytes behind the last are padding, as gzip itself has it.
package final class Gzip: Sendable {
    /// No content larger than this many bytes is unpacked.
    package static let largest = 1 << 30
    /// Beyond the first 64 MiB, content may be this many times larger than its packed form.
    ///
    /// Reports shrink to a twentieth or a fiftieth; what shrinks further was made to fill memory.
    package static let largestRatio = 100
    static let freely = 64 << 20

    private let address: UInt
    private let length: Int

    /// Whether the bytes begin as gzip's do.
    package static func isPacked(_ bytes: Bytes) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

    /// Unpacks; offsets of errors are those of the packed bytes.
    package init(_ packed: Bytes) throws(ScanError) {
        let limit = min(Self.largest, Self.freely + packed.count.multipliedClamped(by: Self.largestRatio))
        // Address space alone: the system gives memory to what is written. One byte more tells that there is more.
        let room = limit + 1
        guard let memory = mmap(nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
            memory != MAP_FAILED
        else { throw ScanError("there is no memory to unpack it", at: 0, in: packed) }
        do throws(ScanError) {
            length = try Self.unpack(packed, into: UnsafeMutableRawBufferPointer(start: memory, count: room))
        } catch {
            munmap(memory, room)
            throw error
        }
        address = UInt(bitPattern: memory)
        let page = Int(getpagesize())
        let kept = (max(length, 1) + page - 1) / page * page
        if kept < room { munmap(memory + kept, room - kept) }
    }

    deinit {
        if let memory = UnsafeMutableRawPointer(bitPattern: address) { munmap(memory, max(length, 1)) }
    }

    /// Lends the content; it must not outlive the call.
    package func withBytes<Value: ~Copyable, Failure: Error>(
        _ body: (Bytes) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        defer { withExtendedLifetime(self) {} }
        return try body(Bytes(start: UnsafeRawPointer(bitPattern: address), count: length))
    }

    private static func unpack(_ packed: Bytes, into room: UnsafeMutableRawBufferPointer) throws(ScanError) -> Int {
        var stream = z_stream()
        // 15 bits of window, and 16 for gzip's header and check sum.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
            throw ScanError("there is no memory to unpack it", at: 0, in: packed)
        }
        defer { inflateEnd(&stream) }
        var (read, written) = (0, 0)
        while true {
            let status = step(&stream, packed, room, &read, &written)
            if written >= room.count { throw tooLarge(room.count - 1, packed) }
            switch status {
            case Z_OK: continue
            case Z_STREAM_END:
                let rest = packed.dropping(read)
                if isPacked(rest), inflateReset(&stream) == Z_OK { continue }
                guard rest.allSatisfy({ $0 == 0 }) else {
                    throw ScanError("\(rest.count) bytes of something else follow the gzip data", at: read, in: packed)
                }
                return written
            case Z_BUF_ERROR: throw ScanError("the gzip data is cut short", at: packed.count, in: packed)
            default:
                let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
                throw ScanError("the gzip data is damaged (\(reason))", at: read, in: packed)
            }
        }
    }

    /// Unpacks a piece; zlib counts in 32 bits.
    private static func step(
        _ stream: inout z_stream,
        _ packed: Bytes,
        _ room: UnsafeMutableRawBufferPointer,
        _ read: inout Int,
        _ written: inout Int
    ) -> Int32 {
        guard let input = packed.baseAddress, let output = room.baseAddress else { return Z_BUF_ERROR }
        let given = min(packed.count - read, 1 << 30)
        let space = min(room.count - written, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: (input + read).assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(given)
        stream.next_out = (output + written).assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(space)
        let status = inflate(&stream, Z_NO_FLUSH)
        read += given - Int(stream.avail_in)
        written += space - Int(stream.avail_out)
        return status
    }

    private static func tooLarge(_ limit: Int, _ packed: Bytes) -> ScanError {
        let reason = limit == largest ? "" : ", \(largestRatio) times its packed size and 64 MiB"
        return ScanError(
            "unpacks to more than \(limit >> 20) MiB\(reason): no report is that large; unpack it first if this one is",
            at: 0,
            in: packed
        )
    }
}

extension Int {
    /// The product, or the largest number where it does not fit.
    fileprivate func multipliedClamped(by factor: Int) -> Int {
        let (product, overflowed) = multipliedReportingOverflow(by: factor)
        return overflowed ? .max - Gzip.freely : product
    }
}
