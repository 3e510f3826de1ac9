import Core
import Scanning

/// The lines of files from the texts that `LineRanges` writes, as many as a summary may hold.
struct LineRangeReader {
    /// Lines of a whole summary: more than all suites of any repository name together, and in blocks of 64 few enough not
    /// to fill a machine's memory.
    static let maximumLines = 1 << 28

    /// How many lines the rest of the summary may still hold; below 0 where they were more.
    private(set) var left: Int
    // Room that every file uses again.
    private let hit = EntryBuffer<LineBlock>(capacity: 64)
    private let missed = EntryBuffer<LineBlock>(capacity: 64)
    private let branching = EntryBuffer<LineBranches>(capacity: 64)

    init(limit: Int = LineRangeReader.maximumLines) { left = limit }

    /// Unites the three texts of a file; nil where one of them is not what `LineRanges` writes, or the lines are too many.
    mutating func lines(covered: Bytes?, missed: Bytes?, branches: Bytes?) -> FileLines? {
        guard read(covered, isCovered: true, into: hit), read(missed, isCovered: false, into: self.missed) else {
            return nil
        }
        let blocks = UnsafeBufferPointer(hit.entries).united(with: UnsafeBufferPointer(self.missed.entries))
        guard let branches else { return FileLines(blocks: blocks) }
        return read(branches, of: blocks) ? FileLines(blocks: blocks, branches: Array(branching.entries)) : nil
    }

    /// Reads `3,7-9`, where the lines must rise.
    private mutating func read(_ text: Bytes?, isCovered: Bool, into blocks: EntryBuffer<LineBlock>) -> Bool {
        blocks.cut(to: 0)
        guard let text, !text.isEmpty else { return true }
        var digits = DigitScanner(text)
        var number: UInt32 = .max
        var bits: UInt64 = 0
        let hits: UInt64 = isCovered ? .max : 0
        var left = left
        defer { self.left = left }
        /// The least that the next number may be.
        var least: UInt64 = 0
        // 1 where the number to come ends a range, else 0. Numbers alone and both ends of ranges go the same way, without
        // a branch: which of them comes next is anyone's guess, and the processor's would be wrong.
        var isEnd: UInt32 = 0
        while true {
            guard let line = digits.number(), line >= least else { return false }
            let first = line &- (0 &- isEnd) & (line &- UInt32(truncatingIfNeeded: least) &+ 1)
            left &-= Int(line &- first &+ 1 &- isEnd)
            guard left >= 0 else { return false }
            // Block by block, though nearly every range lies in the one at hand.
            var place = LineBlock.number(of: first)
            while true {
                if place != number {
                    if bits != 0 { blocks.append(LineBlock(number: number, coverable: bits, covered: bits & hits)) }
                    (number, bits) = (place, 0)
                }
                bits |= LineBlock.bits(first, through: line, in: place)
                if place == LineBlock.number(of: line) { break }
                place &+= 1
            }
            least = UInt64(line) &+ 1
            if digits.isAtEnd { break }
            // A comma is 0 and a dash 1.
            let separator = UInt32(digits.take()) &- 0x2C
            guard separator &+ separator & isEnd <= 1 else { return false }
            isEnd = separator
        }
        blocks.append(LineBlock(number: number, coverable: bits, covered: bits & hits))
        return true
    }

    /// Reads `12:1/2:2`, where the lines must rise and be among the blocks.
    private func read(_ text: Bytes, of blocks: [LineBlock]) -> Bool {
        branching.cut(to: 0)
        var digits = DigitScanner(text)
        var block = 0
        var next: UInt64 = 0
        while !digits.isAtEnd {
            guard let line = digits.plainNumber(), digits.take(":"), let covered = digits.number(), digits.take("/"),
                let total = digits.number(), let covered = UInt16(exactly: covered),
                let total = UInt16(exactly: total), line >= next
            else { return false }
            var branches = LineBranches(line: line, covered: covered, total: total)
            if digits.take(":") {
                guard let taken = digits.number(), covered < total, Int(total) <= LineBranches.bits,
                    taken & ~LineBranches.all(Int(total)) == 0, taken.nonzeroBitCount == Int(covered)
                else { return false }
                branches.taken = taken
            }
            guard digits.comma() else { return false }
            while block < blocks.count, blocks[block].number < LineBlock.number(of: line) { block &+= 1 }
            guard block < blocks.count, blocks[block].contains(line) else { return false }
            branching.append(branches)
            next = UInt64(line) &+ 1
        }
        return true
    }
}

/// Numbers and the characters between them.
private struct DigitScanner {
    private var place: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ text: Bytes) {
        // Without any text both are the same place, which is never read.
        let start = text.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        place = start.assumingMemoryBound(to: UInt8.self)
        end = place + text.count
    }

    var isAtEnd: Bool { place >= end }

    @inline(__always)
    mutating func number() -> UInt32? {
        if end - place >= 8 {
            let digits = Digits(UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)))
            if digits.isShort {
                place += digits.count
                return digits.value
            }
        }
        return plainNumber()
    }

    /// A number digit by digit, whatever stands behind it.
    @inline(__always)
    mutating func plainNumber() -> UInt32? {
        // By value: a place that others can change would be read anew for every number.
        guard let (number, behind) = Self.number(place, end) else { return nil }
        place = behind
        return number
    }

    @inline(__always)
    private static func number(
        _ start: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>
    ) -> (UInt32, UnsafePointer<UInt8>)? {
        var place = start
        var value: UInt64 = 0
        while place < end, place.pointee &- 0x30 <= 9 {
            value = value &* 10 &+ UInt64(place.pointee &- 0x30)
            place += 1
        }
        let length = place - start
        guard length > 0, length <= 10, let number = UInt32(exactly: value) else { return nil }
        return (number, place)
    }

    /// The next character, of which there must be one.
    @inline(__always)
    mutating func take() -> UInt8 {
        defer { place += 1 }
        return place.pointee
    }

    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < end, place.pointee == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// The end, or a comma with something behind it.
    @inline(__always)
    mutating func comma() -> Bool { isAtEnd || take(",") && !isAtEnd }
}
