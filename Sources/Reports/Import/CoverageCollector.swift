import Core

/// Gathers the lines of files that a report may name more than once.
///
/// A file's lines are gathered in buffers that the next file uses again, and kept sorted, each once: what is held
/// grows with the result and not with the document.
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
        /// Branches one by one, where the format tells them apart.
        var branches: [BranchMark] = []
        var functions: Fraction?
        /// How many of the lines and branches are known to be sorted, each once.
        var settled = 0

        var count: Int { lines.count + branches.count }
    }

    let repetition: Repetition
    private var files: [File] = []
    private var indices: [String: Int] = [:]
    /// Branches on lines that have no line data; they are not counted.
    private(set) var strayBranches = 0

    /// The file that is being read, and what was said of it since.
    private var current = -1
    private var lines: [LineCoverage] = []
    private var branches: [BranchMark] = []
    /// At so many entries the buffers are sorted and freed of repetitions.
    private var limit = Self.smallestLimit

    private static let smallestLimit = 1 << 15

    init(_ repetition: Repetition) { self.repetition = repetition }

    /// The index of the file, which is new or known.
    mutating func file(_ path: String) -> Int {
        if let index = indices[path] { return index }
        indices[path] = files.count
        files.append(File(path: path))
        return files.count - 1
    }

    @inline(__always)
    mutating func add(_ line: LineCoverage, to index: Int) {
        if index != current { turn(to: index) }
        if lines.count >= limit { compact() }
        lines.append(line)
    }

    mutating func add(_ batch: ArraySlice<LineCoverage>, to index: Int) {
        if index != current { turn(to: index) }
        if lines.count >= limit { compact() }
        lines += batch
    }

    mutating func add(_ batch: ArraySlice<BranchMark>, to index: Int) {
        if index != current { turn(to: index) }
        if branches.count >= limit { compact() }
        branches += batch
    }

    @inline(__always)
    mutating func add(_ branch: Branch, to index: Int) {
        if index != current { turn(to: index) }
        if branches.count >= limit { compact() }
        branches.append(BranchMark(branch))
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
            attach(files[index].branches, to: &lines)
            files[index].branches = []
            result.append(FileCoverage(path: files[index].path, lines: lines, functions: files[index].functions))
        }
        return result
    }

    /// Puts away what was gathered of the current file, and goes on with another.
    private mutating func turn(to index: Int) {
        if files.indices.contains(current) {
            if files[current].count == 0 {
                files[current].lines = merged(lines)
                files[current].branches = BranchMark.merged(branches)
                files[current].settled = files[current].count
            } else {
                files[current].lines += lines
                files[current].branches += branches
            }
            if files[current].count > 2 * files[current].settled { settle(current) }
        }
        lines.removeAll(keepingCapacity: true)
        branches.removeAll(keepingCapacity: true)
        limit = Self.smallestLimit
        current = index
    }

    private mutating func settle(_ index: Int) {
        guard files[index].settled != files[index].count else { return }
        files[index].lines = merged(files[index].lines)
        files[index].branches = BranchMark.merged(files[index].branches)
        files[index].settled = files[index].count
    }

    /// Doubling the limits keeps the work for each entry small, whatever a document repeats.
    private mutating func compact() {
        lines = merged(lines)
        branches = BranchMark.merged(branches)
        limit = max(Self.smallestLimit, 2 * max(lines.count, branches.count))
    }

    private func merged(_ lines: [LineCoverage]) -> [LineCoverage] {
        // A copy without spare room: `Array(lines)` would keep the buffer.
        guard !Self.isSorted(lines) else { return lines.withUnsafeBufferPointer { Array($0) } }
        var sorted = lines
        if !Self.isSorted(lines, orEqual: true) { sorted.sort { $0.line < $1.line } }
        var result: [LineCoverage] = []
        result.reserveCapacity(sorted.count)
        for line in sorted {
            guard let last = result.last, last.line == line.line else {
                result.append(line)
                continue
            }
            let (sum, overflowed) = last.hits.addingReportingOverflow(line.hits)
            let hits = repetition == .sameRun ? max(last.hits, line.hits) : overflowed ? .max : sum
            result[result.count - 1] = LineCoverage(
                line: line.line,
                hits: hits,
                branches: max(last.branches, line.branches),
                branchesCovered: max(last.branchesCovered, line.branchesCovered)
            )
        }
        return result.withUnsafeBufferPointer { Array($0) }
    }

    private static func isSorted(_ lines: [LineCoverage], orEqual: Bool = false) -> Bool {
        lines.withUnsafeBufferPointer { lines in
            var index = 1
            while index < lines.count {
                let (left, right) = (lines[index &- 1].line, lines[index].line)
                if left > right || left == right && !orEqual { return false }
                index &+= 1
            }
            return true
        }
    }

    private mutating func attach(_ branches: [BranchMark], to lines: inout [LineCoverage]) {
        guard !branches.isEmpty else { return }
        var index = 0
        for branch in branches {
            while index < lines.count, lines[index].line < branch.line { index += 1 }
            guard index < lines.count, lines[index].line == branch.line else {
                strayBranches += 1
                continue
            }
            if lines[index].branches < .max { lines[index].branches += 1 }
            if branch.isTaken, lines[index].branchesCovered < .max { lines[index].branchesCovered += 1 }
        }
    }
}
