import Containers
import Testing

@Suite("frames of a container's output")
struct LogFramesTests {
    private static let stream: [UInt8] =
        [1, 0, 0, 0, 0, 0, 0, 3] + Array("out".utf8) + [2, 0, 0, 0, 0, 0, 0, 2] + Array("er".utf8)
        + [1, 0, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 1, 0] + [UInt8](repeating: 0x78, count: 256)

    private func read(_ pieces: [ArraySlice<UInt8>]) -> (out: String, err: String) {
        var (out, err): ([UInt8], [UInt8]) = ([], [])
        var frames = LogFrames()
        for piece in pieces { frames.take(piece) { isError, bytes in isError ? (err += bytes) : (out += bytes) } }
        return (String(decoding: out, as: UTF8.self), String(decoding: err, as: UTF8.self))
    }

    @Test("a stream is the same wherever it is cut", arguments: 1...40)
    func cuts(_ size: Int) {
        let pieces = stride(from: 0, to: Self.stream.count, by: size).map {
            Self.stream[$0..<min($0 + size, Self.stream.count)]
        }
        let whole = read(pieces)
        #expect(whole.out == "out" + String(repeating: "x", count: 256))
        #expect(whole.err == "er")
    }

    @Test("what comes of a frame that is cut off is handed on")
    func cutOff() {
        #expect(read([Self.stream[..<10]]).out == "ou")
        #expect(read([Self.stream[..<5]]).out.isEmpty)
    }
}
