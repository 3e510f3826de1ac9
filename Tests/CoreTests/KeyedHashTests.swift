import Testing

@testable import Core

@Suite("A keyed hash")
struct KeyedHashTests {
    @Test("tells texts apart that differ in one byte, in length, or in where they are cut")
    func apart() {
        var seen: Set<Int> = []
        var count = 0
        func see(_ hash: Int) {
            seen.insert(hash)
            count += 1
        }
        for length in 0...70 {
            see(KeyedHash.of(String(repeating: "a", count: length)))
            for place in 0..<length {
                var bytes = [UInt8](repeating: 0x61, count: length)
                bytes[place] = 0x62
                see(bytes.withUnsafeBytes { KeyedHash.of($0) })
            }
        }
        for length in 1...40 {
            for cut in 1...length {
                var hash = KeyedHash()
                hash.combine(String(repeating: "c", count: cut))
                hash.combine(String(repeating: "c", count: length - cut))
                see(hash.value)
            }
        }
        #expect(seen.count == count)
    }

    @Test("spreads neighbouring paths over the lower bits, which is all that an index looks at")
    func spread() {
        var buckets = [Int](repeating: 0, count: 1_024)
        for number in 0..<102_400 { buckets[KeyedHash.of("src/module\(number)/File.swift") & 1_023] += 1 }
        // 100 in each on average: a fair share is within six standard deviations.
        #expect(buckets.allSatisfy { (40...160).contains($0) })
    }

    @Test("is the same for the same bytes, wherever they lie")
    func same() {
        for length in 0...40 {
            let bytes = (0..<UInt8(length)).map { $0 }
            let moved = [0xFF] + bytes
            #expect(
                bytes.withUnsafeBytes { KeyedHash.of($0) }
                    == moved.withUnsafeBytes { KeyedHash.of(UnsafeRawBufferPointer(rebasing: $0[1...])) }
            )
        }
    }

    @Test("a set of texts holds what was put in, each once, and nothing else")
    func textSet() {
        let set = TextSet(["b", "a", "b", "é", "a/b"])
        #expect(set.texts == ["b", "a", "é", "a/b"])
        #expect(set.texts.allSatisfy(set.contains))
        #expect(!set.contains("c") && !set.contains(""))
        #expect(TextSet([]).isEmpty && !TextSet([]).contains("a"))
    }
}
