import Core

/// What a report says of one file: rows that are sorted, each entry once, now and then.
///
/// What is held grows with the result and not with the document, whatever that repeats.
struct CoverageRows {
    private var blocks: [LineBlock] = []
    /// Branches that the format counts by line.
    private var branches: [LineBranches] = []
    /// Branches that the format tells apart; a format does one or the other.
    private var marks: [BranchMark] = []
    /// At so many entries the rows are sorted and freed of repetitions.
    private var limit = Self.smallestLimit

    private static let smallestLimit = 1 << 12

    mutating func add(_ line: LineCoverage) {
        add(line.line, isCovered: line.isCovered)
        if let own = line.ownBranches { branches.append(own) }
    }

    /// Lines mostly come in order: then the last block is theirs.
    mutating func add(_ line: UInt32, isCovered: Bool) {
        let last = blocks.count - 1
        if last >= 0, blocks[last].number == LineBlock.number(of: line) {
            blocks[last].add(line, isCovered: isCovered)
        } else {
            blocks.append(LineBlock(line, isCovered: isCovered))
            settleIfGrown()
        }
    }

    /// Neighbouring lines of which the same is known.
    mutating func add(_ lines: ClosedRange<UInt32>, isCovered: Bool) {
        blocks.append(lines, isCovered: isCovered)
        settleIfGrown()
    }

    mutating func add(_ mark: BranchMark) {
        marks.append(mark)
        settleIfGrown()
    }

    /// The lines with their branches, and how many branches lie on lines that have no line data.
    mutating func finish() -> (lines: FileLines, stray: Int) {
        settle()
        var counted = branches
        let stray = count(into: &counted)
        return (FileLines(blocks: blocks, branches: counted), stray)
    }

    /// Counts the marks by their lines; how many lie on none.
    private func count(into counted: inout [LineBranches]) -> Int {
        var stray = 0
        var block = 0
        for mark in marks {
            while block < blocks.count, blocks[block].number < LineBlock.number(of: mark.line) { block += 1 }
            guard block < blocks.count, blocks[block].contains(mark.line) else {
                stray += 1
                continue
            }
            if counted.last?.line != mark.line {
                counted.append(LineBranches(line: mark.line, covered: 0, total: 0))
            }
            counted[counted.count - 1].add(isTaken: mark.isTaken)
        }
        return stray
    }

    /// Doubling the limit keeps the work for each entry small.
    private mutating func settleIfGrown() {
        guard max(blocks.count, branches.count, marks.count) >= limit else { return }
        settle()
        limit = max(Self.smallestLimit, 2 * max(blocks.count, branches.count, marks.count))
    }

    private mutating func settle() {
        blocks.settle()
        branches.settle()
        marks.settle()
    }
}

extension LineBranches {
    /// Counts one more branch.
    fileprivate mutating func add(isTaken: Bool) {
        if isTaken, Int(total) < Self.bits { taken |= 1 &<< UInt32(total) }
        if total < .max { total += 1 }
        if isTaken, covered < .max { covered += 1 }
    }
}
