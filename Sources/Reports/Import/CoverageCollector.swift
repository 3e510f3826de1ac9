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

    /// How hits of one line that occurs twice become one number.
    enum Repetition {
        /// The same execution seen twice, as by two classes that share a file.
        case sameRun
        /// Several runs.
        case sum
    }

    /// What was said of one file.
    private struct File {
        var path: String
        var lines: [LineCoverage] = []
        /// Branches one by one, where the format tells them apart, once the file has been named again.
        var branches: [BranchMark] = []
        /// Where they lie until then; the lines count them already, and no others.
        var packed: Range<Int>?
        var functions: Fraction?
        /// How many of the lines and branches are known to be sorted, each once.
        var settled = 0
        /// Branches on lines that have no line data, of those that are packed.
        var stray = 0

        var count: Int { lines.count + branches.count }
    }

    let repetition: Repetition
    private var files: [File] = []
    private var indices = HashIndex()
    /// Branches on lines that have no line data; they are not counted.
    private(set) var strayBranches = 0

    /// The file that is being read, and what was said of it since.
    private var current = -1
    private let lines = EntryBuffer<LineCoverage>(capacity: 1 << 10)
    private let branches = EntryBuffer<BranchMark>(capacity: 1 << 10)
    private let packed = PackedMarks()
    /// At so many entries the buffers are sorted and freed of repetitions.
    private var limit = Self.smallestLimit

    private static let smallestLimit = 1 << 15

    init(_ repetition: Repetition) { self.repetition = repetition }

    /// The index of the file, which is new or known.
    mutating func file(_ path: String) -> Int {
        let index = indices.number(of: path.hashValue, else: files.count) { files[$0].path == path }
        if index == files.count { files.append(File(path: path)) }
        return index
    }

    @inline(__always)
    mutating func add(_ line: LineCoverage, to index: Int) {
        if index != current { turn(to: index) }
        if lines.count >= limit { compact() }
        lines.append(line)
    }

    @inline(__always)
    mutating func add(_ branch: Branch, to index: Int) {
        if index != current { turn(to: index) }
        if branches.count >= limit { compact() }
        branches.append(BranchMark(branch))
    }

    /// Lends a reader room for so many lines that it reads in one go; `fill` says how many it has put down.
    @inline(__always)
    mutating func addLines(
        to index: Int,
        atMost count: Int,
        _ fill: (UnsafeMutableBufferPointer<LineCoverage>) -> Int
    ) -> Int {
        if index != current { turn(to: index) }
        if lines.count >= limit { compact() }
        return lines.append(atMost: count, fill)
    }

    /// As `addLines`, for branches.
    @inline(__always)
    mutating func addBranches(
        to index: Int,
        atMost count: Int,
        _ fill: (UnsafeMutableBufferPointer<BranchMark>) -> Int
    ) -> Int {
        if index != current { turn(to: index) }
        if branches.count >= limit { compact() }
        return branches.append(atMost: count, fill)
    }

    mutating func add(functions: Fraction, to index: Int) {
        files[index].functions = files[index].functions.map { $0 + functions } ?? functions
    }

    mutating func set(functions: Fraction, of index: Int) { files[index].functions = functions }

    /// The files with their lines sorted, each once.
    mutating func finish() -> [FileCoverage] {
        turn(to: -1)
        var result: [FileCoverage] = []
        result.reserveCapacity(files.count)
        for index in files.indices {
            settle(index)
            var lines = files[index].lines
            files[index].lines = []
            strayBranches += files[index].stray
            if !files[index].branches.isEmpty {
                strayBranches += files[index].branches.withUnsafeMutableBufferPointer { branches in
                    lines.withUnsafeMutableBufferPointer { Self.attach(branches, to: $0) }
                }
                files[index].branches = []
            }
            result.append(FileCoverage(path: files[index].path, lines: lines, functions: files[index].functions))
        }
        return result
    }

    /// Puts away what was gathered of the current file, and goes on with another.
    private mutating func turn(to index: Int) {
        if files.indices.contains(current) {
            if files[current].count == 0, files[current].packed == nil {
                putAway()
            } else {
                unpack(current)
                files[current].lines += lines.entries
                files[current].branches += branches.entries
                if files[current].count > 2 * files[current].settled { settle(current) }
            }
        }
        lines.cut(to: 0)
        branches.cut(to: 0)
        limit = Self.smallestLimit
        current = index
    }

    /// The first that is said of a file, and mostly the last: its branches are counted while its lines are at hand.
    private mutating func putAway() {
        merge()
        if lines.entries.allSatisfy({ $0.branches == 0 && $0.branchesCovered == 0 }) {
            files[current].stray = Self.attach(branches.entries, to: lines.entries)
            files[current].packed = packed.pack(branches.entries)
        } else {
            files[current].branches = Array(branches.entries)
        }
        // A copy without spare room.
        files[current].lines = Array(unsafeUninitializedCapacity: lines.count) { output, filled in
            filled = output.initialize(fromContentsOf: lines.entries)
        }
        files[current].settled = files[current].count
    }

    /// Takes the counts of branches out of the lines again, as more of them may follow.
    private mutating func unpack(_ index: Int) {
        guard let range = files[index].packed else { return }
        files[index].packed = nil
        files[index].stray = 0
        guard !range.isEmpty else { return }
        files[index].branches = packed.unpack(range)
        files[index].settled = files[index].count
        for line in files[index].lines.indices {
            files[index].lines[line].branches = 0
            files[index].lines[line].branchesCovered = 0
        }
    }

    private mutating func settle(_ index: Int) {
        guard files[index].settled != files[index].count else { return }
        let lines = files[index].lines.withUnsafeMutableBufferPointer { Self.merge($0, repetition) }
        // Copies without spare room.
        files[index].lines = Array(files[index].lines[..<lines])
        let branches = files[index].branches.withUnsafeMutableBufferPointer { BranchMark.merge($0) }
        files[index].branches = Array(files[index].branches[..<branches])
        files[index].settled = files[index].count
    }

    /// Doubling the limits keeps the work for each entry small, whatever a document repeats.
    private mutating func compact() {
        merge()
        limit = max(Self.smallestLimit, 2 * max(lines.count, branches.count))
    }

    private func merge() {
        lines.cut(to: Self.merge(lines.entries, repetition))
        branches.cut(to: BranchMark.merge(branches.entries))
    }

    /// Sorts the lines and puts each at the front once; returns how many.
    private static func merge(_ lines: UnsafeMutableBufferPointer<LineCoverage>, _ repetition: Repetition) -> Int {
        if isSorted(lines) { return lines.count }
        var lines = lines
        if !isSorted(lines, orEqual: true) { lines.sort { $0.line < $1.line } }
        var filled = 0
        for line in lines {
            guard filled > 0, lines[filled - 1].line == line.line else {
                lines[filled] = line
                filled += 1
                continue
            }
            let last = lines[filled - 1]
            let (sum, overflowed) = last.hits.addingReportingOverflow(line.hits)
            let hits = repetition == .sameRun ? max(last.hits, line.hits) : overflowed ? .max : sum
            lines[filled - 1] = LineCoverage(
                line: line.line,
                hits: hits,
                branches: max(last.branches, line.branches),
                branchesCovered: max(last.branchesCovered, line.branchesCovered)
            )
        }
        return filled
    }

    private static func isSorted(_ lines: UnsafeMutableBufferPointer<LineCoverage>, orEqual: Bool = false) -> Bool {
        var index = 1
        while index < lines.count {
            let (left, right) = (lines[index &- 1].line, lines[index].line)
            if left > right || left == right && !orEqual { return false }
            index &+= 1
        }
        return true
    }

    /// Adds the branches to the lines that they lie on, both sorted; returns how many lie on none.
    private static func attach(
        _ branches: UnsafeMutableBufferPointer<BranchMark>,
        to lines: UnsafeMutableBufferPointer<LineCoverage>
    ) -> Int {
        var stray = 0
        var index = 0
        for branch in branches {
            while index < lines.count, lines[index].line < branch.line { index &+= 1 }
            guard index < lines.count, lines[index].line == branch.line else {
                stray &+= 1
                continue
            }
            if lines[index].branches < .max { lines[index].branches &+= 1 }
            if branch.isTaken, lines[index].branchesCovered < .max { lines[index].branchesCovered &+= 1 }
        }
        return stray
    }
}
