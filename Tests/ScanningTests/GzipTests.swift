import CZlib
import Glibc
import Scanning
import Testing

@Suite("Gzip")
struct GzipTests {
    /// Bytes packed as gzip packs them.
    private static func packed(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return []
        }
        defer { deflateEnd(&stream) }
        var content = content
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))))
        let count = content.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> Int in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? output.count - Int(stream.avail_out) : 0
            }
        }
        return Array(output[..<count])
    }

    private func unpacked(_ bytes: [UInt8]) throws(ScanError) -> [UInt8] {
        var content: [UInt8] = []
        var failure: ScanError?
        bytes.withUnsafeBytes { bytes in
            do throws(ScanError) { content = try Gzip(bytes).withBytes { Array($0) } } catch { failure = error }
        }
        if let failure { throw failure }
        return content
    }

    private func message(_ bytes: [UInt8]) -> (text: String, offset: Int) {
        do throws(ScanError) {
            _ = try unpacked(bytes)
            return ("", -1)
        } catch {
            return (error.message, error.offset)
        }
    }

    private static let text = Array((0..<5_000).map { "line \($0)\n" }.joined().utf8)

    @Test("what was packed comes back, of any size", arguments: [0, 1, 4_095, 4_096, 4_097, 38_890])
    func content(_ count: Int) throws {
        let content = Array(Self.text.prefix(count))
        #expect(try unpacked(Self.packed(content)) == content)
    }

    @Test("several members are one content, and zero bytes behind the last are padding")
    func members() throws {
        let bytes = Self.packed([1, 2]) + Self.packed([]) + Self.packed([3]) + [0, 0, 0]
        #expect(try unpacked(bytes) == [1, 2, 3])
    }

    @Test("data that is cut at any byte is an error, never less content")
    func cut() {
        let bytes = Self.packed(Array(Self.text.prefix(300)))
        for end in 2..<bytes.count {
            let found = message(Array(bytes[..<end]))
            #expect(found.text == "the gzip data is cut short", "cut at byte \(end)")
            #expect(found.offset == end)
        }
    }

    @Test("something else behind the data is an error, with its place")
    func rest() {
        let bytes = Self.packed([1, 2])
        let found = message(bytes + [0, 7, 7])
        #expect(found.text == "3 bytes of something else follow the gzip data")
        #expect(found.offset == bytes.count)
    }

    @Test("a changed byte of data or check sum is an error")
    func damaged() {
        let bytes = Self.packed(Self.text)
        for index in [12, bytes.count / 2, bytes.count - 8, bytes.count - 1] {
            var changed = bytes
            changed[index] ^= 0x55
            #expect(message(changed).text.hasPrefix("the gzip data is "), "byte \(index)")
        }
        #expect(message([0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0]).text.contains("unknown compression method"))
    }

    @Test("content that is far larger than its packed form is refused before it fills memory")
    func bomb() {
        let bytes = Self.packed([UInt8](repeating: 0x20, count: 96 << 20))
        #expect(bytes.count < 100_000)
        #expect(message(bytes).text.hasPrefix("unpacks to more than 7"))
    }
}
