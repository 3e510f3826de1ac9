/// The coverable lines of a file: which of them ran, and what became of the branches on them.
///
/// How often a line ran is not kept: nothing that is judged asks for it. So a line is two bits, and lines lie in blocks
/// of 64 neighbours; the coverage of a large project fits into a few megabytes, and suites unite 64 lines at a time.
package struct FileLines: Sendable, Hashable {
    /// Sorted, each once, each with a line.
    package private(set) var blocks: [LineBlock] = []
    /// Sorted by line, each line once, and each among the blocks.
    package private(set) var branches: [LineBranches] = []

    package init() {}

    /// Blocks and branches that are sorted, each once; branches lie on lines of the blocks.
    package init(blocks: [LineBlock], branches: [LineBranches] = []) {
        self.blocks = blocks
        self.branches = branches
    }

    /// Lines in any order; those that occur twice are united.
    package init(_ lines: some Sequence<LineCoverage>) {
        var blocks = lines.map { LineBlock($0.line, isCovered: $0.isCovered) }
        var branches = lines.compactMap(\.ownBranches)
        blocks.settle()
        branches.settle()
        self.init(blocks: blocks, branches: branches)
    }

    package var isEmpty: Bool { blocks.isEmpty }
    package var count: Int { blocks.indices.reduce(0) { $0 &+ blocks[$1].coverable.nonzeroBitCount } }
    package var coveredCount: Int { blocks.indices.reduce(0) { $0 &+ blocks[$1].covered.nonzeroBitCount } }

    /// The lines that never ran, sorted.
    package var missed: [UInt32] { filter { !$0.isCovered }.map(\.line) }

    /// Branches of all lines, those taken and how many there are.
    package var branchTotal: Fraction {
        branches.reduce(into: Fraction()) { sum, line in
            sum.covered &+= Int(line.covered)
            sum.total &+= Int(line.total)
        }
    }

    /// Whether both know something of the same line.
    package func overlaps(_ other: FileLines) -> Bool {
        var index = 0
        for block in blocks {
            while index < other.blocks.count, other.blocks[index].number < block.number { index += 1 }
            guard index < other.blocks.count else { return false }
            if other.blocks[index].number == block.number, other.blocks[index].coverable & block.coverable != 0 {
                return true
            }
        }
        return false
    }

    /// The highest line that anything is known of; nil where there is none.
    package var last: UInt32? {
        blocks.last.map { $0.number &<< 6 | UInt32(63 - $0.coverable.leadingZeroBitCount) }
    }

    /// Whether anything is known of a line.
    package func contains(_ line: UInt32) -> Bool {
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].number < LineBlock.number(of: line) { low = middle + 1 } else { high = middle }
        }
        return low < blocks.count && blocks[low].contains(line)
    }

    /// A line is covered where either of two suites reached it; so is a branch, where reports
    /// tell the branches of a line apart; else the larger counts are what is proven.
    package mutating func unite(with other: FileLines) {
        blocks.unite(with: other.blocks)
        branches.unite(with: other.branches)
    }
}

extension FileLines: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate let lines: FileLines
        private var block = 0
        /// The lines of the block that have not been given yet.
        private var rest: UInt64 = 0
        private var branch = 0

        fileprivate init(_ lines: FileLines) {
            self.lines = lines
            rest = lines.blocks.first?.coverable ?? 0
        }

        package mutating func next() -> LineCoverage? {
            while rest == 0 {
                guard block + 1 < lines.blocks.count else { return nil }
                block += 1
                rest = lines.blocks[block].coverable
            }
            let bit = UInt32(rest.trailingZeroBitCount)
            rest &= rest &- 1
            let number = lines.blocks[block].number &<< 6 | bit
            var line = LineCoverage(line: number, isCovered: lines.blocks[block].covered &>> UInt64(bit) & 1 != 0)
            while branch < lines.branches.count, lines.branches[branch].line < number { branch += 1 }
            if branch < lines.branches.count, lines.branches[branch].line == number {
                line.branches = lines.branches[branch].total
                line.branchesCovered = lines.branches[branch].covered
            }
            return line
        }
    }

    package func makeIterator() -> Iterator { Iterator(self) }
}

extension FileLines: ExpressibleByArrayLiteral {
    package init(arrayLiteral lines: LineCoverage...) { self.init(lines) }
}

/// What is known of one line.
package struct LineCoverage: Sendable, Hashable, BitwiseCopyable {
    package var line: UInt32
    package var isCovered: Bool
    /// Counts saturate.
    package var branches: UInt16
    package var branchesCovered: UInt16

    package init(line: UInt32, isCovered: Bool, branches: UInt16 = 0, branchesCovered: UInt16 = 0) {
        self.line = line
        self.isCovered = isCovered
        self.branches = branches
        self.branchesCovered = branchesCovered
    }

    /// nil where the line has none.
    package var ownBranches: LineBranches? {
        branches | branchesCovered == 0 ? nil : LineBranches(line: line, covered: branchesCovered, total: branches)
    }
}
