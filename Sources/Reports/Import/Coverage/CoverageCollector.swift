import Core

/// Gathers the lines of files that a report may name more than once.
struct CoverageCollector {
    struct Branch {
        var line: UInt32
        /// Tells the branches of a line apart.
        var id: UInt64
        var taken: Bool
    }

    private var files: [FileCoverage] = []
    /// What was said of each file.
    private var rows: [CoverageRows] = []
    private var indices: [String: Int] = [:]
    /// Branches on lines that have no line data; they are not counted.
    private(set) var strayBranches = 0
    /// How many lines may still come in ranges.
    private var rangeRoom = CoverageCollector.rangeLimit

    /// So many lines of a report may come in ranges, more than any project has; a few bytes name millions of them.
    static let rangeLimit = 1 << 25

    /// The index of the file, which is new or known.
    mutating func file(_ path: String) -> Int {
        if let known = indices[path] { return known }
        indices[path] = files.count
        files.append(FileCoverage(path: path))
        rows.append(CoverageRows())
        return files.count - 1
    }

    mutating func add(_ line: LineCoverage, to index: Int) { rows[index].add(line) }

    /// A line of a format that tells nothing of its branches beside it.
    mutating func add(_ line: UInt32, isCovered: Bool, to index: Int) { rows[index].add(line, isCovered: isCovered) }

    /// Neighbouring lines of which the same is known; false where there are too many of them in the report.
    mutating func add(_ lines: ClosedRange<UInt32>, isCovered: Bool, to index: Int) -> Bool {
        rangeRoom -= lines.count
        guard rangeRoom >= 0 else { return false }
        rows[index].add(lines, isCovered: isCovered)
        return true
    }

    mutating func add(_ branch: Branch, to index: Int) { rows[index].add(BranchMark(branch)) }

    mutating func add(functions: Fraction, to index: Int) {
        files[index].functions = files[index].functions.map { $0 + functions } ?? functions
    }

    mutating func set(functions: Fraction, of index: Int) { files[index].functions = functions }

    /// The files with their lines sorted, each once.
    mutating func finish() -> [FileCoverage] {
        for index in files.indices {
            let (lines, stray) = rows[index].finish()
            rows[index] = CoverageRows()
            files[index].lines = lines
            strayBranches += stray
        }
        return files
    }
}
