/// Which suite reaches which file: the lines of each file that each suite covers by itself.
package struct CoverageMatrix: Sendable, Equatable {
    /// Steps that wrote the reports, or the reports' paths where nobody knows the step.
    package var suites: [String]
    /// Sorted by path.
    package var files: [String]
    /// A row a file, a column a suite; nil where the suite does not know the file.
    package var cells: [[Fraction?]]

    package init(suites: [String], files: [String], cells: [[Fraction?]]) {
        self.suites = suites
        self.files = files
        self.cells = cells
    }

    /// More suites nobody reads as a table; the first ones by their names are kept.
    private static let suiteLimit = 24
    /// Files times suites; beyond that the page would be large for a table that nobody scrolls through.
    private static let cellLimit = 200_000

    /// Of mapped reports; nil where fewer than two suites measured anything, or where there is too much of it.
    package init?(_ reports: [Report], product: MergedCoverage) {
        let wanted = Set(product.files.map(\.path))
        var found: [String: [String: FileLines]] = [:]
        for report in reports {
            guard let coverage = report.coverage else { continue }
            for file in coverage.files where wanted.contains(file.path) && !file.lines.isEmpty {
                let suite = report.step ?? report.path
                if found[suite]?[file.path]?.unite(with: file.lines) == nil {
                    found[suite, default: [:]][file.path] = file.lines
                }
            }
        }
        let suites = Array(found.keys.sorted().prefix(Self.suiteLimit))
        let files = product.files.map(\.path)
        guard suites.count > 1, files.count * suites.count <= Self.cellLimit else { return nil }
        self.init(
            suites: suites,
            files: files,
            cells: files.map { file in
                suites.map { suite in
                    found[suite]?[file].map { Fraction(covered: $0.coveredCount, total: $0.count) }
                }
            }
        )
    }
}
