import Core
import Scanning

/// Reads the lines that make up nearly all of a tracefile, in the form that nearly all tools write them.
///
/// Each method reads as many lines of its kind as follow each other and says how many; `index` moves only where a line
/// was read. What looks different in any way is left to the careful reader.
struct LCOVPlainLine {
    enum Total {
        case lines, linesHit, functions, functionsHit, other
    }

    private let base: UnsafePointer<UInt8>
    /// From here on, too few bytes follow.
    private let end: Int
    private(set) var index: Int

    /// No line but one with a name is longer, so that no byte of one that begins before `end` needs a test of its own.
    private static let maximumLength = 64
    private static let maximumDigits = 9

    init(_ start: UnsafeRawPointer, _ count: Int, at index: Int) {
        base = start.assumingMemoryBound(to: UInt8.self)
        end = count - Self.maximumLength
        self.index = index
    }

    /// Reads lines `DA:12,34`.
    @inline(__always)
    mutating func readLines(into sink: inout LineSink, atMost limit: Int) -> Int {
        var count = 0
        while index < end, count < limit, begins(0x3A_41_44, bytes: 3) {
            var place = index &+ 3
            guard let number = number(&place), number > 0, base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            // The digits of the line's number are as many as those of the line before, and cost little one by one. How
            // many the hits have is anyone's guess, and the processor's would be wrong: all are read at once.
            let hits = Digits(word(place))
            if hits.isShort, base[place &+ hits.count] == 0x0A {
                sink.add(number, isCovered: hits.value > 0)
                index = place &+ hits.count &+ 1
            } else {
                guard let hits = longNumber(&place), ends(&place) else { break }
                sink.add(number, isCovered: hits > 0)
                index = place
            }
            count &+= 1
        }
        return count
    }

    /// Reads lines `BRDA:12,0,1,34`; the hits may be `-`: the line was never reached.
    @inline(__always)
    mutating func readBranches(into output: UnsafeMutableBufferPointer<BranchMark>) -> Int {
        var filled = 0
        while index < end, filled < output.count, begins(0x41_44_52_42, bytes: 4), base[index &+ 4] == 0x3A {
            var place = index &+ 5
            guard let line = number(&place) else { break }
            // `,0,1,1` and the line feed: nearly all have one digit each.
            let rest = word(place)
            let block = UInt8(truncatingIfNeeded: rest &>> 8) &- 0x30
            let arm = UInt8(truncatingIfNeeded: rest &>> 24) &- 0x30
            let hits = UInt8(truncatingIfNeeded: rest &>> 40) &- 0x30
            let isShort = rest & 0x00FF_00FF_00FF_00FF == 0x000A_002C_002C_002C
            if isShort, block <= 9, arm <= 9, (hits <= 9) != (hits == UInt8(ascii: "-") &- 0x30) {
                let id = Self.id(block: UInt32(block), arm: UInt32(arm))
                output[filled] = BranchMark(line: line, id: id, isTaken: hits &- 1 < 9)
                index = place &+ 7
            } else {
                guard let mark = longBranch(line, &place) else { break }
                output[filled] = mark
                index = place
            }
            filled &+= 1
        }
        return filled
    }

    /// Reads the rest of a branch's line, behind the line's number.
    @inline(never)
    private func longBranch(_ line: UInt32, _ place: inout Int) -> BranchMark? {
        guard base[place] == UInt8(ascii: ",") else { return nil }
        place &+= 1
        guard let block = number(&place), base[place] == UInt8(ascii: ",") else { return nil }
        place &+= 1
        guard let arm = number(&place), base[place] == UInt8(ascii: ",") else { return nil }
        place &+= 1
        var hits: UInt32 = 0
        if base[place] == UInt8(ascii: "-") {
            place &+= 1
        } else {
            guard let count = number(&place) else { return nil }
            hits = count
        }
        guard ends(&place) else { return nil }
        return BranchMark(line: line, id: Self.id(block: block, arm: arm), isTaken: hits > 0)
    }

    /// Reads lines `FN:12,name`, where the number is a line, and `FNDA:34,name`, where it says how often the function ran.
    mutating func readFunctions(into functions: inout LCOVFunctions) -> Int {
        var count = 0
        while index < end, begins(0x4E_46, bytes: 2) {
            let isRun = base[index &+ 2] != 0x3A
            if isRun, base[index &+ 2] != 0x44 || base[index &+ 3] != 0x41 || base[index &+ 4] != 0x3A { break }
            var place = index &+ (isRun ? 5 : 3)
            guard let number = number(&place), base[place] == UInt8(ascii: ",") else { break }
            place &+= 1
            // `FN:12,15,name` has the last line as well.
            if !isRun, base[place] &- 0x30 <= 9 { break }
            guard let name = name(&place) else { break }
            if isRun {
                functions.ran(name, isHit: number > 0)
            } else {
                functions.begins(name, line: number)
            }
            count &+= 1
            index = place
        }
        return count
    }

    /// Reads a line such as `LF:12`, one of a file's totals.
    mutating func readTotal() -> (Total, Int)? {
        guard index < end else { return nil }
        let total: Total
        var place = index &+ 3
        if begins(0x3A_46_4C, bytes: 3) {
            total = .lines
        } else if begins(0x3A_48_4C, bytes: 3) {
            total = .linesHit
        } else {
            place &+= 1
            switch UInt32(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self)) {
            case 0x3A_46_4E_46: total = .functions
            case 0x3A_48_4E_46: total = .functionsHit
            case 0x3A_46_52_42, 0x3A_48_52_42: total = .other
            default: return nil
            }
        }
        guard let number = number(&place), ends(&place) else { return nil }
        index = place
        return (total, Int(number))
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

    /// Sets the top bit of each byte that is a line feed, exactly up to the first; 0 where there is none.
    @inline(__always)
    private static func lineFeeds(_ word: UInt64) -> UInt64 {
        let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// Whether the line begins with the letters of a little-endian word.
    @inline(__always)
    private func begins(_ letters: UInt32, bytes: UInt32) -> Bool {
        let word = UInt32(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
        return (word ^ letters) &<< (32 &- 8 &* bytes) == 0
    }

    @inline(__always)
    private func word(_ place: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
    }

    /// Reads a number, of which nine digits are looked at; nil where there is no digit.
    @inline(__always)
    private func number(_ place: inout Int) -> UInt32? {
        let start = place
        var value: UInt32 = 0
        while place &- start < Self.maximumDigits, base[place] &- 0x30 <= 9 {
            value = value &* 10 &+ UInt32(base[place] &- 0x30)
            place &+= 1
        }
        return place > start ? value : nil
    }

    /// As `number`, where it is not worth the room to be inlined.
    @inline(never)
    private func longNumber(_ place: inout Int) -> UInt32? { number(&place) }

    /// Steps over the end of the line, LF or CRLF.
    @inline(__always)
    private func ends(_ place: inout Int) -> Bool {
        if base[place] == 0x0D { place &+= 1 }
        guard base[place] == 0x0A else { return false }
        place &+= 1
        return true
    }

    /// Reads a name up to the end of its line, LF alone, and steps over that; the name's digest.
    @inline(__always)
    private func name(_ place: inout Int) -> UInt64? {
        let start = place
        var name = LCOVName()
        while place &- end <= Self.maximumLength - 8 {
            let word = word(place)
            let found = Self.lineFeeds(word)
            guard found != 0 else {
                name.add(word)
                place &+= 8
                continue
            }
            let length = found.trailingZeroBitCount &>> 3
            // A carriage return or a space at the end is no part of the name.
            if base[place &+ length &- 1] <= 0x20 { return nil }
            if length > 0 { name.add(word & (1 &<< UInt64(8 &* length) &- 1)) }
            place &+= length
            defer { place &+= 1 }
            return name.digest(count: place &- start)
        }
        return nil
    }
}

/// Tells the names of functions apart by a number, eight bytes a step.
struct LCOVName {
    private var hash: UInt64 = 0x9E37_79B9_7F4A_7C15

    static func digest(_ bytes: Bytes) -> UInt64 {
        var name = LCOVName()
        var index = 0
        while index < bytes.count {
            var word: UInt64 = 0
            for place in index..<min(index + 8, bytes.count) {
                word |= UInt64(bytes[place]) &<< UInt64(8 &* (place &- index))
            }
            name.add(word)
            index += 8
        }
        return name.digest(count: bytes.count)
    }

    /// The next eight bytes, or the last ones and zeros behind them.
    @inline(__always)
    mutating func add(_ word: UInt64) {
        hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash &>> 32
    }

    @inline(__always)
    func digest(count: Int) -> UInt64 {
        let mixed = (hash ^ UInt64(truncatingIfNeeded: count)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed &>> 29
    }
}
