import Core
import Scanning
import Testing
import Wire

@testable import Reports

@Suite("what readers share")
struct ReadingSupportTests {
    @Test("a text is made once for the same bytes, wherever they stand")
    func textCache() {
        var cache = ValueCache<String>()
        var made = 0
        Array("one two one".utf8).withUnsafeBytes { bytes in
            let texts = [ByteRange(0, 3), ByteRange(4, 7), ByteRange(8, 11), ByteRange(0, 0)].map { range in
                cache.value(of: bytes.slice(range)) {
                    made += 1
                    return "<\(bytes.slice(range).string)>"
                }
            }
            #expect(texts == ["<one>", "<two>", "<one>", "<>"])
        }
        #expect(made == 3)
    }
}
