/// UTF-8 as the Unicode standard defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Check {
    /// The length, 2...4, of the multi-byte scalar at `index`; 0 where the bytes are not UTF-8.
    @inline(__always)
    static func length(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Int {
        let lead = base[index]
        guard lead >= 0xC2, lead <= 0xF4, index &+ 1 < count else { return 0 }
        let second = base[index &+ 1]
        if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
        guard index &+ 2 < count, base[index &+ 2] & 0xC0 == 0x80 else { return 0 }
        let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        guard second >= low, second <= high else { return 0 }
        if lead < 0xF0 { return 3 }
        return index &+ 3 < count && base[index &+ 3] & 0xC0 == 0x80 ? 4 : 0
    }

    /// The offset of the first byte that is not part of valid UTF-8; nil where all is well.
    package static func firstInvalid(_ bytes: Bytes) -> Int? {
        guard let start = bytes.baseAddress else { return nil }
        let base = start.assumingMemoryBound(to: UInt8.self)
        let count = bytes.count
        var index = 0
        while index < count {
            if index &+ 8 <= count, Word.flags(Word.load(base + index)) == 0 {
                index &+= 8
            } else if base[index] < 0x80 {
                index &+= 1
            } else {
                let length = length(base, index, count)
                if length == 0 { return index }
                index &+= length
            }
        }
        return nil
    }
}
