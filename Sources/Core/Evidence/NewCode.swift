/// The lines that a change adds, and which of them the tests reach.
package struct NewCode: Sendable, Equatable {
    /// A changed file that has coverable new lines.
    package struct File: Sendable, Hashable {
        package var path: String
        /// New lines that could be reached, reached or not.
        package var coverable: Int
        /// Those that were not reached, sorted.
        package var uncovered: [UInt32]
        /// Whether a coverage report holds the file; where none does, every new line that is not blank counts.
        package var isReported: Bool

        package var covered: Int { coverable - uncovered.count }
    }

    /// Sorted by path.
    package private(set) var files: [File] = []
    /// Changed files that say nothing about the product, by what they are, with how many there are.
    package private(set) var leftOut: [FileRole: Int] = [:]
    /// Changed files that a person's rule leaves out.
    package private(set) var ignored = 0
    /// Changed files of no report that are no source files.
    package private(set) var others = 0
    /// Headers of C and C++ that no report mentions: whether they hold code is not known.
    package private(set) var headers: [String] = []
    /// Changed files that reports measure without saying which lines.
    package private(set) var withoutLines: [String] = []

    /// What the change adds, by the coverage; `isIgnored` says whether a person's rule leaves a file out.
    package init(_ change: ChangeSet, coverage: MergedCoverage, isIgnored: (String) -> Bool = { _ in false }) {
        let measured = Dictionary(coverage.files.map { ($0.path, $0) }) { first, _ in first }
        let suffixes = Set(coverage.files.compactMap { FileRole.suffix(of: $0.path) })
        for file in change.files where file.kind != .deleted && file.content == .text && !file.added.isEmpty {
            let role = FileRole.of(file.path)
            if isIgnored(file.path) {
                ignored += 1
            } else if role.isExcluded {
                leftOut[role, default: 0] += 1
            } else if let coverage = measured[file.path] {
                add(file, coverage)
            } else if role != .product {
                leftOut[role, default: 0] += 1
            } else if FileRole.isHeader(file.path) {
                headers.append(file.path)
            } else if FileRole.isSource(file.path) || FileRole.suffix(of: file.path).map(suffixes.contains) == true {
                addAbsent(file)
            } else {
                others += 1
            }
        }
    }

    package var total: Fraction {
        files.reduce(into: Fraction()) { sum, file in
            sum.covered += file.covered
            sum.total += file.coverable
        }
    }

    private mutating func add(_ file: FileChange, _ coverage: FileCoverage) {
        guard !coverage.lines.isEmpty else {
            if coverage.lacksLines { withoutLines.append(file.path) }
            return
        }
        var entry = File(path: file.path, coverable: 0, uncovered: [], isReported: true)
        var ranges = file.added[...]
        var blank = file.blank[...]
        for line in coverage.lines {
            while let range = ranges.first, range.upperBound < line.line { ranges.removeFirst() }
            guard let range = ranges.first else { break }
            // In a block that ran or did not, a blank line is nothing to be covered.
            guard range.contains(line.line), !Self.holds(&blank, line.line) else { continue }
            entry.coverable += 1
            if !line.isCovered { entry.uncovered.append(line.line) }
        }
        if entry.coverable > 0 { files.append(entry) }
    }

    private mutating func addAbsent(_ file: FileChange) {
        var lines: [UInt32] = []
        var blank = file.blank[...]
        for range in file.added {
            for line in range where !Self.holds(&blank, line) { lines.append(line) }
        }
        guard !lines.isEmpty else { return }
        files.append(File(path: file.path, coverable: lines.count, uncovered: lines, isReported: false))
    }

    /// Whether a line lies in one of the ranges, asked line by line; those behind it are dropped.
    private static func holds(_ ranges: inout ArraySlice<ClosedRange<UInt32>>, _ line: UInt32) -> Bool {
        while let first = ranges.first, first.upperBound < line { ranges.removeFirst() }
        return ranges.first?.contains(line) == true
    }
}
