import Core
import Scanning

/// The lines of files from the texts that `LineRanges` writes, as many as a summary may hold.
struct LineRangeReader {
    /// Lines of a whole summary: more than any repository has, and few enough not to fill a machine's memory.
    static let maximumLines = 1 << 25

    /// How many lines the rest of the summary may still hold; below 0 where they were more.
    private(set) var left: Int
    /// Room that every file uses again, of which the first `filled` are the lines of the file being read.
    private var room = [LineCoverage](repeating: LineCoverage(line: 0, hits: 0), count: 1_024)
    private var filled = 0

    init(limit: Int = LineRangeReader.maximumLines) { left = limit }

    /// Unites the three texts of a file; nil where one of them is not what `LineRanges` writes, or the lines are too many.
    mutating func lines(covered: Bytes?, missed: Bytes?, branches: Bytes?) -> [LineCoverage]? {
        filled = 0
        var hit = RangeCursor(covered)
        var miss = RangeCursor(missed)
        guard hit.advance(), miss.advance() else { return nil }
        var isSorted = true
        while true {
            let isHit: Bool
            switch (hit.range, miss.range) {
            case (nil, nil): return finished(branches, isSorted)
            case (_, nil): isHit = true
            case (nil, _): isHit = false
            case (let hit?, let miss?): isHit = hit.lowerBound <= miss.lowerBound
            }
            guard let range = isHit ? hit.range : miss.range else { return nil }
            left -= range.count
            guard left >= 0 else { return nil }
            if filled > 0, range.lowerBound < room[filled - 1].line { isSorted = false }
            append(range, hits: isHit ? 1 : 0)
            guard isHit ? hit.advance() : miss.advance() else { return nil }
        }
    }

    private mutating func append(_ range: ClosedRange<UInt32>, hits: UInt32) {
        if filled + range.count > room.count {
            let more = max(room.count, filled + range.count - room.count)
            room += repeatElement(LineCoverage(line: 0, hits: 0), count: more)
        }
        room.withUnsafeMutableBufferPointer { room in
            var place = filled
            var line = range.lowerBound
            for _ in 0..<range.count {
                room[place] = LineCoverage(line: line, hits: hits)
                place &+= 1
                line &+= 1
            }
        }
        filled += range.count
    }

    /// Where ranges overlap, which no importer writes, the lines are sorted.
    private mutating func finished(_ branches: Bytes?, _ isSorted: Bool) -> [LineCoverage]? {
        if !isSorted { room[..<filled].sort { $0.line < $1.line } }
        if let branches, !attach(branches) { return nil }
        return Array(room[..<filled])
    }

    private mutating func attach(_ text: Bytes) -> Bool {
        var digits = DigitScanner(text)
        let count = filled
        return room.withUnsafeMutableBufferPointer { lines in
            var cursor = 0
            while !digits.isAtEnd {
                guard let line = digits.number(), digits.take(":"), let covered = digits.number(), digits.take("/"),
                    let total = digits.number(), let covered = UInt16(exactly: covered),
                    let total = UInt16(exactly: total)
                else { return false }
                while cursor < count, lines[cursor].line < line { cursor &+= 1 }
                guard cursor < count, lines[cursor].line == line else { return false }
                lines[cursor].branches = total
                lines[cursor].branchesCovered = covered
                guard digits.comma() else { return false }
            }
            return true
        }
    }
}

/// The ranges of one text, `3,7-9`, which must rise.
private struct RangeCursor {
    /// nil behind the last.
    private(set) var range: ClosedRange<UInt32>?
    private var digits: DigitScanner

    init(_ text: Bytes?) { digits = DigitScanner(text ?? Bytes(start: nil, count: 0)) }

    /// Goes on to the next range; false where there is something else.
    mutating func advance() -> Bool {
        guard !digits.isAtEnd else {
            range = nil
            return true
        }
        guard let first = digits.number() else { return false }
        var end = first
        if digits.take("-") {
            guard let second = digits.number(), second > first else { return false }
            end = second
        }
        if let range, first < range.upperBound { return false }
        range = first...end
        return digits.comma()
    }
}

/// Numbers and the characters between them.
private struct DigitScanner {
    private let text: Bytes
    private var index = 0

    init(_ text: Bytes) { self.text = text }

    var isAtEnd: Bool { index >= text.count }

    mutating func number() -> UInt32? {
        var value: UInt64 = 0
        let start = index
        while index < text.count, text[index] &- 0x30 <= 9, index &- start < 10 {
            value = value &* 10 &+ UInt64(text[index] &- 0x30)
            index &+= 1
        }
        return index > start ? UInt32(exactly: value) : nil
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index &+= 1
        return true
    }

    /// The end, or a comma with something behind it.
    mutating func comma() -> Bool { isAtEnd || take(",") && !isAtEnd }
}
