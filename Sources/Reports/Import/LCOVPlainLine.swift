import Core
import Scanning

/// The lines that make up nearly all of a tracefile, in the form that nearly all tools write them.
///
/// At least `maximumLength` bytes must lie behind `index`, which moves only where a line was read; `end` is the last
/// offset for which that is so. What looks different in any way is left to the careful reader.
enum LCOVPlainLine {
    static let maximumLength = 64
    private static let maximumDigits = 9

    /// Reads as many lines `DA:12,34` as follow each other and find room; returns how many.
    static func lines(
        _ base: UnsafePointer<UInt8>,
        _ index: inout Int,
        _ end: Int,
        into output: UnsafeMutableBufferPointer<LineCoverage>
    ) -> Int {
        var filled = 0
        while index < end, filled < output.count, begins(base, index, 0x3A_41_44, bytes: 3) {
            var place = index &+ 3
            guard let number = number(base, &place), base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            guard let hits = self.number(base, &place), ends(base, &place) else { break }
            output[filled] = LineCoverage(line: number, hits: hits)
            filled &+= 1
            index = place
        }
        return filled
    }

    /// Reads as many lines `BRDA:12,0,1,34` as follow each other and find room; returns how many.
    ///
    /// The hits may be `-`: the line was never reached.
    static func branches(
        _ base: UnsafePointer<UInt8>,
        _ index: inout Int,
        _ end: Int,
        into output: UnsafeMutableBufferPointer<BranchMark>
    ) -> Int {
        var filled = 0
        while index < end, filled < output.count, begins(base, index, 0x41_44_52_42, bytes: 4),
            base[index &+ 4] == UInt8(ascii: ":")
        {
            var place = index &+ 5
            guard let line = number(base, &place), base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            guard let block = number(base, &place), base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            guard let arm = number(base, &place), base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            var hits: UInt32 = 0
            if base[place] == UInt8(ascii: "-") {
                place &+= 1
            } else {
                guard let count = number(base, &place) else { break }
                hits = count
            }
            guard ends(base, &place) else { break }
            output[filled] = BranchMark(line: line, id: id(block: block, arm: arm), isTaken: hits > 0)
            filled &+= 1
            index = place
        }
        return filled
    }

    /// Reads `FN:12,name`, where the number is a line, or `FNDA:34,name`, where it says how often the function ran.
    static func function(
        _ base: UnsafePointer<UInt8>,
        _ index: inout Int,
        in document: Bytes
    ) -> (name: Bytes, number: UInt32, isRun: Bool)? {
        guard begins(base, index, 0x4E_46, bytes: 2) else { return nil }
        let isRun = begins(base, index &+ 2, 0x3A_41_44, bytes: 3)
        guard isRun || base[index &+ 2] == UInt8(ascii: ":") else { return nil }
        var place = index &+ (isRun ? 5 : 3)
        guard let number = number(base, &place), base[place] == UInt8(ascii: ",") else { return nil }
        place &+= 1
        // `FN:12,15,name` has the last line as well.
        if !isRun, base[place] &- 0x30 <= 9 { return nil }
        guard let newline = document.firstIndex(of: 0x0A, from: place) else { return nil }
        let end = newline > place && base[newline &- 1] == 0x0D ? newline &- 1 : newline
        index = newline &+ 1
        return (Bytes(start: base + place, count: end &- place), number, isRun)
    }

    /// What tells the branches of a line apart, from the text between the line and the hits: `0,1`, or an expression.
    static func id(_ text: Bytes) -> UInt64 {
        if let comma = text.firstIndex(of: UInt8(ascii: ","), from: 0), comma <= maximumDigits,
            text.count - comma - 1 <= maximumDigits,
            let block = text.slice(ByteRange(0, comma)).parseShortInt(),
            let arm = text.dropping(comma + 1).parseShortInt()
        {
            return id(block: UInt32(truncatingIfNeeded: block), arm: UInt32(truncatingIfNeeded: arm))
        }
        return text.digest | 1 &<< 63
    }

    private static func id(block: UInt32, arm: UInt32) -> UInt64 { UInt64(block) &<< 32 | UInt64(arm) }

    /// Whether the bytes at `index` are the letters of a little-endian word.
    @inline(__always)
    private static func begins(_ base: UnsafePointer<UInt8>, _ index: Int, _ letters: UInt32, bytes: UInt32) -> Bool {
        let word = UInt32(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
        return (word ^ letters) &<< (32 &- 8 &* bytes) == 0
    }

    @inline(__always)
    private static func number(_ base: UnsafePointer<UInt8>, _ place: inout Int) -> UInt32? {
        let start = place
        var value: UInt32 = 0
        while place &- start < maximumDigits, base[place] &- 0x30 <= 9 {
            value = value &* 10 &+ UInt32(base[place] &- 0x30)
            place &+= 1
        }
        return place > start ? value : nil
    }

    /// Steps over the end of the line, LF or CRLF.
    @inline(__always)
    private static func ends(_ base: UnsafePointer<UInt8>, _ place: inout Int) -> Bool {
        if base[place] == 0x0D { place &+= 1 }
        guard base[place] == 0x0A else { return false }
        place &+= 1
        return true
    }
}
