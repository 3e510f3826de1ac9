import CZlib

/// Packs bytes as raw DEFLATE (RFC 1951), which a browser unpacks by itself.
package enum Deflate {
    /// The packed bytes; nil where zlib has no memory.
    package static func raw(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative number of window bits asks for no header; 8 is zlib's usual memory level.
        let ready = deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard ready == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var packed: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            var (read, status) = (0, Z_OK)
            while status != Z_STREAM_END {
                // zlib counts in 32 bits.
                let given = min(input.count - read, 1 << 30)
                stream.next_in = input.baseAddress.map { $0 + read }
                stream.avail_in = UInt32(given)
                let isLast = read + given == input.count
                status = piece.withUnsafeMutableBufferPointer { piece in
                    stream.next_out = piece.baseAddress
                    stream.avail_out = UInt32(piece.count)
                    return deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
                read += given - Int(stream.avail_in)
                packed += piece.prefix(piece.count - Int(stream.avail_out))
            }
            return packed
        }
    }
}

extension Deflate {
    /// The packed bytes as a gzip file (RFC 1952) without a name or a time; nil where zlib has no memory.
    package static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        guard let packed = raw(bytes) else { return nil }
        let sum = bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
        let trailer = [UInt32(truncatingIfNeeded: sum), UInt32(truncatingIfNeeded: bytes.count)]
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + packed
            + trailer.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    }
}
