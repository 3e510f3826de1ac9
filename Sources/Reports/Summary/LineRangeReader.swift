import Core
import Scanning

/// The lines of files from the texts that `LineRanges` writes, as many as a summary may hold.
struct LineRangeReader {
    /// Lines of a whole summary: more than any repository has, and few enough not to fill a machine's memory.
    static let maximumLines = 1 << 25

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
        var open = LineBlock(number: .max)
        var next: UInt64 = 0
        while !digits.isAtEnd {
            guard let first = digits.number(), UInt64(first) >= next else { return false }
            var last = first
            if digits.take("-") {
                guard let end = digits.number(), end > first else { return false }
                last = end
            }
            next = UInt64(last) &+ 1
            left &-= Int(last &- first) &+ 1
            guard left >= 0, digits.comma() else { return false }
            for number in LineBlock.number(of: first)...LineBlock.number(of: last) {
                if number != open.number {
                    if open.coverable != 0 { blocks.append(open) }
                    open = LineBlock(number: number)
                }
                open.add(first, through: last, isCovered: isCovered)
            }
        }
        blocks.append(open)
        return true
    }

    /// Reads `12:1/2`, where the lines must rise and be among the blocks.
    private func read(_ text: Bytes, of blocks: [LineBlock]) -> Bool {
        branching.cut(to: 0)
        var digits = DigitScanner(text)
        var block = 0
        var next: UInt64 = 0
        while !digits.isAtEnd {
            guard let line = digits.number(), digits.take(":"), let covered = digits.number(), digits.take("/"),
                let total = digits.number(), let covered = UInt16(exactly: covered),
                let total = UInt16(exactly: total), digits.comma(), line >= next
            else { return false }
            while block < blocks.count, blocks[block].number < LineBlock.number(of: line) { block &+= 1 }
            guard block < blocks.count, blocks[block].contains(line) else { return false }
            branching.append(LineBranches(line: line, covered: covered, total: total))
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
        let start = place
        var value: UInt64 = 0
        while place < end, place.pointee &- 0x30 <= 9 {
            value = value &* 10 &+ UInt64(place.pointee &- 0x30)
            place += 1
        }
        let length = place - start
        return length > 0 && length <= 10 ? UInt32(exactly: value) : nil
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
