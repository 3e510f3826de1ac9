import Core

/// What a report says of a file that it names more than once: rows that are sorted, each entry once, now and then.
struct CoverageRows {
    var blocks: [LineBlock] = []
    /// Branches that the format counts by line.
    var branches: [LineBranches] = []
    /// Branches that the format tells apart; a format does one or the other.
    var marks: [BranchMark] = []
    /// How many of the entries are known to be sorted, each once.
    private var settled = 0

    private var count: Int { blocks.count + branches.count + marks.count }

    /// What was said first, which is sorted.
    init(_ lines: FileLines, marks: [BranchMark]) {
        blocks = lines.blocks
        branches = marks.isEmpty ? lines.branches : []
        self.marks = marks
        settled = count
    }

    /// Sorts once the rows have doubled: the work for each entry stays small, whatever a document repeats.
    mutating func settleIfGrown() { if count > 2 * settled { settle() } }

    mutating func settle() {
        guard settled != count else { return }
        Self.settle(&blocks)
        Self.settle(&branches)
        Self.settle(&marks)
        settled = count
    }

    /// Leaves a copy without spare room.
    private static func settle<Entry: Unitable>(_ entries: inout [Entry]) {
        let count = entries.withUnsafeMutableBufferPointer { $0.united() }
        entries = Array(entries[..<count])
    }
}
