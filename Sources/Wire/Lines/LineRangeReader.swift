import Core
import Scanning

/// The lines of files from the texts that `LineRanges` writes, as many as a summary may hold.
struct LineRangeReader {
    /// Lines of a whole summary: more than all suites of any repository name together, and in blocks of 64 few enough not
    /// to fill a machine's memory.
    static let maximumLines = 1 << 28

    /// How many lines the rest of the summary may still hold; below 0 where they were more.
    private(set) var left: Int

    init(limit: Int = LineRangeReader.maximumLines) { left = limit }

    /// Unites the three texts of a file; nil where one of them is not what `LineRanges` writes, or the lines are too many.
    mutating func lines(covered: Bytes?, missed: Bytes?, branches: Bytes?) -> FileLines? {
        guard var blocks = blocks(covered, isCovered: true), let missed = self.blocks(missed, isCovered: false) else {
            return nil
        }
        blocks.unite(with: missed)
        guard let branches else { return FileLines(blocks: blocks) }
        return Self.branches(branches, on: blocks).map { FileLines(blocks: blocks, branches: $0) }
    }

    /// Reads `3,7-9`, where the lines must rise.
    private mutating func blocks(_ text: Bytes?, isCovered: Bool) -> [LineBlock]? {
        guard let text, !text.isEmpty else { return [] }
        var blocks: [LineBlock] = []
        /// The least that the next number may be.
        var least: UInt64 = 0
        var ranges = FieldScanner(text, separator: UInt8(ascii: ","))
        while let range = ranges.next() {
            let dash = range.firstIndex(of: UInt8(ascii: "-"), from: 0)
            guard let first = Self.number(range.slice(ByteRange(0, dash ?? range.count))), first >= least else {
                return nil
            }
            var last = first
            if let dash {
                guard let end = Self.number(range.dropping(dash + 1)), end > first else { return nil }
                last = end
            }
            left -= Int(last - first) + 1
            guard left >= 0 else { return nil }
            blocks.append(first...last, isCovered: isCovered)
            least = UInt64(last) + 1
        }
        return blocks
    }

    /// Reads `12:1/2:2`, where the lines must rise and be among the blocks.
    private static func branches(_ text: Bytes, on blocks: [LineBlock]) -> [LineBranches]? {
        var found: [LineBranches] = []
        var block = 0
        if text.isEmpty { return found }
        var entries = FieldScanner(text, separator: UInt8(ascii: ","))
        while let entry = entries.next() {
            guard let branches = Self.branches(entry), branches.line > found.last?.line ?? 0 || found.isEmpty else {
                return nil
            }
            while block < blocks.count, blocks[block].number < LineBlock.number(of: branches.line) { block += 1 }
            guard block < blocks.count, blocks[block].contains(branches.line) else { return nil }
            found.append(branches)
        }
        return found
    }

    private static func branches(_ entry: Bytes) -> LineBranches? {
        var parts = FieldScanner(entry, separator: UInt8(ascii: ":"))
        guard let line = parts.next().flatMap(number), let counts = parts.next(),
            let slash = counts.firstIndex(of: UInt8(ascii: "/"), from: 0),
            let covered = number(counts.slice(ByteRange(0, slash))).flatMap({ UInt16(exactly: $0) }),
            let total = number(counts.dropping(slash + 1)).flatMap({ UInt16(exactly: $0) })
        else { return nil }
        var branches = LineBranches(line: line, covered: covered, total: total)
        if let bits = parts.next() {
            guard let taken = number(bits), covered < total, Int(total) <= LineBranches.bits,
                taken & ~LineBranches.all(Int(total)) == 0, taken.nonzeroBitCount == Int(covered), parts.next() == nil
            else { return nil }
            branches.taken = taken
        }
        return branches
    }

    private static func number(_ text: Bytes) -> UInt32? {
        text.count <= 10 ? text.parseShortInt().flatMap { UInt32(exactly: $0) } : nil
    }
}
