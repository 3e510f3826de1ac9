import Core
import Scanning

/// Covered and missed lines as `1-3,7`, branches as `12:1/2,15:0/4`: a file's lines in a few bytes; hits are dropped.
struct LineRanges {
    let covered: String
    let missed: String
    let branches: String

    init(_ lines: [LineCoverage]) {
        // As bytes, and a text only at the end: a large summary holds millions of these numbers.
        var hit: [UInt8] = []
        var miss: [UInt8] = []
        var taken: [UInt8] = []
        hit.reserveCapacity(lines.count * 2)
        var start = 0
        while start < lines.count {
            let isCovered = lines[start].hits > 0
            var end = start
            while end + 1 < lines.count, (lines[end + 1].hits > 0) == isCovered, lines[end].line < .max,
                lines[end + 1].line == lines[end].line + 1
            {
                end += 1
            }
            let last = end == start ? nil : lines[end].line
            if isCovered {
                Self.append(lines[start].line, last, to: &hit)
            } else {
                Self.append(lines[start].line, last, to: &miss)
            }
            start = end + 1
        }
        for line in lines where line.branches > 0 || line.branchesCovered > 0 {
            if !taken.isEmpty { taken.append(UInt8(ascii: ",")) }
            Self.append(line.line, to: &taken)
            taken.append(UInt8(ascii: ":"))
            Self.append(UInt32(line.branchesCovered), to: &taken)
            taken.append(UInt8(ascii: "/"))
            Self.append(UInt32(line.branches), to: &taken)
        }
        covered = String(decoding: hit, as: UTF8.self)
        missed = String(decoding: miss, as: UTF8.self)
        branches = String(decoding: taken, as: UTF8.self)
    }

    /// Appends `3` or `3-7`, behind a comma where something is there already.
    private static func append(_ first: UInt32, _ last: UInt32?, to text: inout [UInt8]) {
        if !text.isEmpty { text.append(UInt8(ascii: ",")) }
        append(first, to: &text)
        guard let last else { return }
        text.append(UInt8(ascii: "-"))
        append(last, to: &text)
    }

    private static func append(_ number: UInt32, to text: inout [UInt8]) {
        var power: UInt32 = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            text.append(0x30 &+ UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }

    /// Lines of a whole summary: more than any repository has, and few enough not to fill a machine's memory.
    static let maximumLines = 1 << 25

    /// Unites the three texts again; nil where one of them is not what `init` writes, or the lines exceed `budget`.
    static func lines(covered: Bytes?, missed: Bytes?, branches: Bytes?, budget: inout Int) -> [LineCoverage]? {
        guard let hit = ranges(covered, budget: &budget), let miss = ranges(missed, budget: &budget) else { return nil }
        var lines = expanded(hit, miss)
        if let branches, !attach(branches, to: &lines) { return nil }
        return lines
    }

    private static func ranges(_ text: Bytes?, budget: inout Int) -> [ClosedRange<UInt32>]? {
        guard let text else { return [] }
        var ranges: [ClosedRange<UInt32>] = []
        ranges.reserveCapacity(text.count / 6)
        var index = 0
        while index < text.count {
            guard let first = number(text, &index) else { return nil }
            var end = first
            if index < text.count, text[index] == UInt8(ascii: "-") {
                index += 1
                guard let second = number(text, &index), second > first else { return nil }
                end = second
            }
            if let last = ranges.last, first < last.upperBound { return nil }
            budget -= Int(end - first) + 1
            guard budget >= 0, comma(text, &index) else { return nil }
            ranges.append(first...end)
        }
        return ranges
    }

    /// Both lists of sorted ranges as one list of lines; where ranges overlap, which no importer writes, it is sorted.
    private static func expanded(_ hit: [ClosedRange<UInt32>], _ miss: [ClosedRange<UInt32>]) -> [LineCoverage] {
        let count = hit.reduce(0) { $0 + $1.count } + miss.reduce(0) { $0 + $1.count }
        var isSorted = true
        var lines = [LineCoverage](unsafeUninitializedCapacity: count) { buffer, filled in
            var left = 0
            var right = 0
            while left < hit.count || right < miss.count {
                let isHit = right == miss.count || left < hit.count && hit[left].lowerBound <= miss[right].lowerBound
                let range = isHit ? hit[left] : miss[right]
                if isHit { left += 1 } else { right += 1 }
                if filled > 0, range.lowerBound < buffer[filled - 1].line { isSorted = false }
                for offset in 0..<range.count {
                    let line = range.lowerBound + UInt32(truncatingIfNeeded: offset)
                    buffer.initializeElement(at: filled, to: LineCoverage(line: line, hits: isHit ? 1 : 0))
                    filled += 1
                }
            }
        }
        if !isSorted { lines.sort { $0.line < $1.line } }
        return lines
    }

    private static func attach(_ text: Bytes, to lines: inout [LineCoverage]) -> Bool {
        var index = 0
        var cursor = 0
        while index < text.count {
            guard let line = number(text, &index), take(":", text, &index), let covered = number(text, &index),
                take("/", text, &index), let total = number(text, &index),
                let covered = UInt16(exactly: covered), let total = UInt16(exactly: total)
            else { return false }
            while cursor < lines.count, lines[cursor].line < line { cursor += 1 }
            guard cursor < lines.count, lines[cursor].line == line else { return false }
            lines[cursor].branches = total
            lines[cursor].branchesCovered = covered
            guard comma(text, &index) else { return false }
        }
        return true
    }

    private static func number(_ text: Bytes, _ index: inout Int) -> UInt32? {
        var value: UInt64 = 0
        let start = index
        while index < text.count, text[index] &- 0x30 <= 9, index - start < 10 {
            value = value * 10 + UInt64(text[index] &- 0x30)
            index += 1
        }
        return index > start ? UInt32(exactly: value) : nil
    }

    private static func take(_ character: Unicode.Scalar, _ text: Bytes, _ index: inout Int) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// The end, or a comma with something behind it.
    private static func comma(_ text: Bytes, _ index: inout Int) -> Bool {
        guard index < text.count else { return true }
        return take(",", text, &index) && index < text.count
    }
}
