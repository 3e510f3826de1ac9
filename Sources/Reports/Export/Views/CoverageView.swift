import Core

/// Coverage of all readable reports united line by line, the worst files first.
struct CoverageView {
    struct Row {
        var name: String
        var lines: Fraction?
        var branches: Fraction?
        /// `3-7, 12`: the first missed lines; empty where none is.
        var missed = ""

        init(_ name: String, _ totals: CoverageTotals) {
            self.name = CleanText.line(name)
            lines = totals.lines
            branches = totals.branches
        }
    }

    /// `lines`, `branches` … with what was covered, over all files.
    var totals: [(name: String, fraction: Fraction)]
    /// By the component of the step that wrote the report; empty where no step has one.
    var components: [Row]
    /// As many as are to be listed.
    var files: [Row]
    var unlistedFiles: Int
    var fileCount: Int

    init(_ summary: RunSummary, listed: Int) {
        let readable = summary.reports.filter { $0.status != .error && $0.coverage != nil }
        let merged = Self.merge(readable)
        let sum = Self.total(merged)
        totals = [
            ("lines", sum.lines), ("branches", sum.branches), ("functions", sum.functions),
            ("statements", sum.statements), ("instructions", sum.instructions),
        ].compactMap { name, fraction in fraction.map { (name, $0) } }
        let owners = Dictionary(summary.steps.map { ($0.name, $0.component) }) { first, _ in first }
        let grouped = Dictionary(grouping: readable) { report in report.step.flatMap { owners[$0] ?? nil } ?? "" }
        components = grouped.filter { !$0.key.isEmpty }
            .map { Row($0.key, Self.total(Self.merge($0.value))) }
            .sorted { ($0.lines?.ratio ?? 1, $0.name) < ($1.lines?.ratio ?? 1, $1.name) }
        let worst = merged.map { (file: $0, totals: $0.totals) }.sorted { left, right in
            let ratios = (left.totals.lines?.ratio ?? 1, right.totals.lines?.ratio ?? 1)
            guard ratios.0 == ratios.1 else { return ratios.0 < ratios.1 }
            let totals = (left.totals.lines?.total ?? 0, right.totals.lines?.total ?? 0)
            return totals.0 == totals.1 ? left.file.path < right.file.path : totals.0 > totals.1
        }
        fileCount = worst.count
        files = worst.prefix(listed).map { file, totals in
            var row = Row(file.path, totals)
            row.missed = Self.missed(file)
            return row
        }
        unlistedFiles = fileCount - files.count
    }

    static func merge(_ reports: [Report]) -> [FileCoverage] {
        MergedCoverage(MappedReports(reports, paths: PathMapper())).files
    }

    private static func total(_ files: [FileCoverage]) -> CoverageTotals {
        files.reduce(into: CoverageTotals()) { $0.add($1.totals) }
    }

    static func missed(_ file: FileCoverage) -> String {
        let ranges = LineRanges(file.lines, .missed).text.split(separator: ",")
        let more = ranges.count > 8 ? " …" : ""
        return ranges.prefix(8).joined(separator: ", ") + more
    }
}
