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
        if number >= 10 { append(number / 10, to: &text) }
        text.append(0x30 &+ UInt8(truncatingIfNeeded: number % 10))
    }
}
