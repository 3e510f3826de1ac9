import Core

/// Gathers the lines of files that a report may name more than once.
///
/// A file's lines are gathered in buffers that the next file uses again, and kept sorted, each once: what is held
/// grows with the result and not with the document. The buffers are shared by copies: a collector has one owner.
struct CoverageCollector {
    struct Branch {
        var line: UInt32
        /// Tells the branches of a line apart.
        var id: UInt64
        var taken: Bool
    }

    /// What is known of each file, as far as it was put away.
    private var files: [FileCoverage] = []
    /// The marks of the files that were put away.
    private var packed: [PackedMarks.Place?] = []
    /// The files that were named again since.
    private var again: [Int: CoverageRows] = [:]
    private var indices = HashIndex()
    /// Branches on lines that have no line data; they are not counted.
    private(set) var strayBranches = 0

    /// The file that is being read, and what was said of it since.
    private var current = -1
    private let blocks = EntryBuffer<LineBlock>(capacity: 1 << 8)
    private let branches = EntryBuffer<LineBranches>(capacity: 1 << 8)
    private let marks = EntryBuffer<BranchMark>(capacity: 1 << 10)
    /// Marks counted by line, for as long as it takes to put them away.
    private let counted = EntryBuffer<LineBranches>(capacity: 1 << 8)
    private let packer = PackedMarks()
    /// The block of the last line.
    private var open = Self.noBlock
    /// How many lines may still come in ranges.
    private var rangeRoom = CoverageCollector.rangeLimit
    /// At so many entries the buffers are sorted and freed of repetitions.
    private var limit = Self.smallestLimit

    /// So many lines of a report may come in ranges, more than any project has; a few bytes name millions of them.
    static let rangeLimit = 1 << 25

    private static let smallestLimit = 1 << 15
    private static let noBlock = LineBlock(number: .max)

    /// The index of the file, which is new or known.
    mutating func file(_ path: String) -> Int {
        let index = indices.number(of: KeyedHash.of(path), else: files.count) { files[$0].path == path }
        if index == files.count {
            files.append(FileCoverage(path: path))
            packed.append(nil)
        }
        return index
    }

    @inline(__always)
    mutating func add(_ line: LineCoverage, to index: Int) {
        addLines(to: index, atMost: 1) { $0.add(line.line, isCovered: line.isCovered) }
        if let own = line.ownBranches { branches.append(own) }
    }

    /// Neighbouring lines of which the same is known; false where there are too many of them in the report.
    mutating func add(_ lines: ClosedRange<UInt32>, isCovered: Bool, to index: Int) -> Bool {
        rangeRoom -= lines.count
        guard rangeRoom >= 0 else { return false }
        turn(to: index)
        for number in LineBlock.number(of: lines.lowerBound)...LineBlock.number(of: lines.upperBound) {
            let bits = LineBlock.bits(lines.lowerBound, through: lines.upperBound, in: number)
            blocks.append(LineBlock(number: number, coverable: bits, covered: isCovered ? bits : 0))
        }
        return true
    }

    @inline(__always)
    mutating func add(_ branch: Branch, to index: Int) {
        turn(to: index)
        marks.append(BranchMark(branch))
    }

    /// Lends a reader a sink for so many lines that it reads in one go.
    @inline(__always)
    mutating func addLines<Result>(to index: Int, atMost count: Int, _ read: (inout LineSink) -> Result) -> Result {
        turn(to: index)
        return blocks.append(atMost: count) { room in
            var sink = LineSink(room.baseAddress.unsafelyUnwrapped, open: open)
            let result = read(&sink)
            open = sink.open
            return (sink.filled, result)
        }
    }

    /// Lends a reader room for so many marks that it reads in one go; `fill` says how many it has put down.
    @inline(__always)
    mutating func addBranches(
        to index: Int,
        atMost count: Int,
        _ fill: (UnsafeMutableBufferPointer<BranchMark>) -> Int
    ) -> Int {
        turn(to: index)
        return marks.append(atMost: count) { room in
            let filled = fill(room)
            return (filled, filled)
        }
    }

    mutating func add(functions: Fraction, to index: Int) {
        files[index].functions = files[index].functions.map { $0 + functions } ?? functions
    }

    mutating func set(functions: Fraction, of index: Int) { files[index].functions = functions }

    /// The files with their lines sorted, each once.
    mutating func finish() -> [FileCoverage] {
        leave()
        for (index, var rows) in again {
            rows.settle()
            strayBranches += count(&rows)
            files[index].lines = FileLines(
                blocks: rows.blocks,
                branches: rows.marks.isEmpty ? rows.branches : Array(counted.entries)
            )
        }
        return files
    }

    /// Goes on with this file, and keeps the buffers small.
    @inline(__always)
    private mutating func turn(to index: Int) {
        if index != current {
            leave()
            current = index
        }
        if max(blocks.count, branches.count, marks.count) >= limit { compact() }
    }

    /// Puts away what was gathered of the current file.
    private mutating func leave() {
        if open.coverable != 0 { blocks.append(open) }
        open = Self.noBlock
        if current >= 0 {
            if again[current] != nil {
                add()
            } else if let place = packed[current] {
                unpack(place)
                add()
            } else {
                putAway()
            }
        }
        blocks.cut(to: 0)
        branches.cut(to: 0)
        marks.cut(to: 0)
        limit = Self.smallestLimit
        current = -1
    }

    /// The first that is said of a file, and mostly the last: its branches are counted while its lines are at hand.
    private mutating func putAway() {
        merge()
        strayBranches += count(marks.entries, on: blocks.entries)
        let lines = marks.count > 0 ? counted : branches
        files[current].lines = FileLines(blocks: Array(blocks.entries), branches: Array(lines.entries))
        packed[current] = packer.pack(marks.entries)
    }

    /// Takes a file out that is named again, with its marks instead of their counts, as more of them may follow.
    private mutating func unpack(_ place: PackedMarks.Place) {
        var rows = CoverageRows(files[current].lines, marks: packer.unpack(place))
        strayBranches -= count(&rows)
        again[current] = rows
    }

    private mutating func add() {
        again[current]?.blocks += blocks.entries
        again[current]?.branches += branches.entries
        again[current]?.marks += marks.entries
        again[current]?.settleIfGrown()
    }

    /// Doubling the limits keeps the work for each entry small, whatever a document repeats.
    private mutating func compact() {
        merge()
        limit = max(Self.smallestLimit, 2 * max(blocks.count, branches.count, marks.count))
    }

    private func merge() {
        blocks.cut(to: blocks.entries.united())
        branches.cut(to: branches.entries.united())
        marks.cut(to: marks.entries.united())
    }

    private func count(_ rows: inout CoverageRows) -> Int {
        rows.marks.withUnsafeMutableBufferPointer { marks in
            rows.blocks.withUnsafeMutableBufferPointer { count(marks, on: $0) }
        }
    }

    /// Counts marks by the lines that they lie on, both sorted, into `counted`; how many lie on none.
    private func count(
        _ marks: UnsafeMutableBufferPointer<BranchMark>,
        on blocks: UnsafeMutableBufferPointer<LineBlock>
    ) -> Int {
        counted.cut(to: 0)
        var stray = 0
        var block = 0
        for mark in marks {
            while block < blocks.count, blocks[block].number < LineBlock.number(of: mark.line) { block &+= 1 }
            guard block < blocks.count, blocks[block].contains(mark.line) else {
                stray &+= 1
                continue
            }
            if counted.entries.last?.line != mark.line {
                counted.append(LineBranches(line: mark.line, covered: 0, total: 0))
            }
            counted.entries[counted.count &- 1].add(isTaken: mark.isTaken)
        }
        return stray
    }
}

extension LineBranches {
    /// Counts one more branch.
    @inline(__always)
    fileprivate mutating func add(isTaken: Bool) {
        if isTaken, Int(total) < Self.bits { taken |= 1 &<< UInt32(total) }
        if total < .max { total &+= 1 }
        if isTaken, covered < .max { covered &+= 1 }
    }
}
