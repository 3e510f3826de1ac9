import CZlib
import Scanning
import Testing

@Suite("Deflate")
struct DeflateTests {
    /// As a browser unpacks it.
    private func unpacked(_ packed: [UInt8], room: Int) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var packed = packed
        var output = [UInt8](repeating: 0, count: room + 1)
        let count = packed.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> Int? in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END ? output.count - Int(stream.avail_out) : nil
            }
        }
        return count.map { Array(output[..<$0]) }
    }

    @Test(
        "what is packed comes back as it was, whatever its length",
        arguments: [0, 1, 255, 65_535, 65_536, 65_537, 1_000_000]
    )
    func roundTrip(length: Int) throws {
        var state: UInt32 = 17
        let content = (0..<length).map { index -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            // Runs and noise by turns, so that both sorts of blocks are written.
            return index / 1_000 % 2 == 0 ? UInt8(truncatingIfNeeded: state >> 24) : UInt8(index / 100 % 7)
        }
        let packed = try #require(Deflate.raw(content))
        #expect(unpacked(packed, room: length) == content)
    }
}
