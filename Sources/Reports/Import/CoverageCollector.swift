import Core

/// Gathers the lines of files that a report may name more than once.
struct CoverageCollector {
    /// What was said of one file, in the order of the document.
    struct File {
        var path: String
        var lines: [LineCoverage] = []
        var functions: Fraction?
        /// Branches one by one, where the format tells them apart.
        var branches: [Branch] = []
    }

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

    let repetition: Repetition
    private(set) var files: [File] = []
    private var indices: [String: Int] = [:]
    /// Branches on lines that have no line data; they are not counted.
    private(set) var strayBranches = 0

    init(_ repetition: Repetition) { self.repetition = repetition }

    /// The index of the file, which is new or known.
    mutating func file(_ path: String) -> Int {
        if let index = indices[path] { return index }
        indices[path] = files.count
        files.append(File(path: path))
        return files.count - 1
    }

    mutating func add(_ line: LineCoverage, to index: Int) { files[index].lines.append(line) }
    mutating func add(_ branch: Branch, to index: Int) { files[index].branches.append(branch) }

    mutating func add(functions: Fraction, to index: Int) {
        files[index].functions = files[index].functions.map { $0 + functions } ?? functions
    }

    mutating func set(functions: Fraction, of index: Int) { files[index].functions = functions }

    /// The files with their lines sorted, each once.
    mutating func finish() -> [FileCoverage] {
        var result: [FileCoverage] = []
        result.reserveCapacity(files.count)
        for index in files.indices {
            let lines = attach(merged(files[index].branches), to: merged(files[index].lines))
            result.append(FileCoverage(path: files[index].path, lines: lines, functions: files[index].functions))
            files[index].lines = []
            files[index].branches = []
        }
        return result
    }

    private func merged(_ lines: [LineCoverage]) -> [LineCoverage] {
        var lines = lines
        if zip(lines, lines.dropFirst()).contains(where: { $0.line >= $1.line }) {
            lines.sort { $0.line < $1.line }
        }
        var result: [LineCoverage] = []
        result.reserveCapacity(lines.count)
        for line in lines {
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
        return result
    }

    private func merged(_ branches: [Branch]) -> [Branch] {
        let sorted = branches.sorted { ($0.line, $0.id) < ($1.line, $1.id) }
        var result: [Branch] = []
        for branch in sorted {
            if let last = result.last, last.line == branch.line, last.id == branch.id {
                result[result.count - 1].taken = last.taken || branch.taken
            } else {
                result.append(branch)
            }
        }
        return result
    }

    private mutating func attach(_ branches: [Branch], to lines: [LineCoverage]) -> [LineCoverage] {
        var lines = lines
        var index = 0
        for branch in branches {
            while index < lines.count, lines[index].line < branch.line { index += 1 }
            guard index < lines.count, lines[index].line == branch.line else {
                strayBranches += 1
                continue
            }
            if lines[index].branches < .max { lines[index].branches += 1 }
            if branch.taken, lines[index].branchesCovered < .max { lines[index].branchesCovered += 1 }
        }
        return lines
    }
}
