import Core

/// The coverage that gates have judged, the worst files first; of reports that no gate has judged, what they hold.
struct CoverageView {
    struct Row {
        var name: String
        var lines: Fraction?
        var branches: Fraction?
        /// `3-7, 12`: the first missed lines; empty where none is.
        var missed: String

        init(_ row: CoverageSummary.Row) {
            name = CleanText.line(row.name)
            lines = row.lines
            branches = row.branches
            missed = CleanText.line(row.missed)
        }
    }

    /// `lines`, `branches` … with what was covered, over all files.
    var totals: [(name: String, fraction: Fraction)]
    /// By the component of the step that wrote the report; empty where no step has one.
    var components: [Row]
    /// By the first folder of their paths, the least covered first.
    var folders: [Row]
    /// As many as are to be listed.
    var files: [Row]
    var unlistedFiles: Int
    var fileCount: Int

    init(_ summary: RunSummary, listed: Int) {
        let coverage = summary.coverage ?? CoverageSummary(unjudged: summary.reports, steps: summary.steps)
        let sum = coverage.totals
        totals = [
            ("lines", sum.lines), ("branches", sum.branches), ("functions", sum.functions),
            ("statements", sum.statements), ("instructions", sum.instructions),
        ].compactMap { name, fraction in fraction.map { (name, $0) } }
        components = coverage.components.map(Row.init).sorted {
            ($0.lines?.ratio ?? 1, $0.name) < ($1.lines?.ratio ?? 1, $1.name)
        }
        folders = Self.folders(coverage.files)
        let worst = coverage.files.sorted { left, right in
            let ratios = (left.lines?.ratio ?? 1, right.lines?.ratio ?? 1)
            guard ratios.0 == ratios.1 else { return ratios.0 < ratios.1 }
            let totals = (left.lines?.total ?? 0, right.lines?.total ?? 0)
            return totals.0 == totals.1 ? left.name < right.name : totals.0 > totals.1
        }
        fileCount = worst.count
        files = worst.prefix(listed).map(Row.init)
        unlistedFiles = fileCount - files.count
    }

    /// More folders than this tell nothing together.
    private static let folderLimit = 40

    private static func folders(_ files: [CoverageSummary.Row]) -> [Row] {
        var sums: [String: CoverageSummary.Row] = [:]
        for file in files {
            let end = file.name.lastIndex(of: "/")
            let folder = end.map { String(file.name[..<$0]) } ?? "."
            var sum = sums[folder] ?? CoverageSummary.Row(name: folder)
            sum.lines = CoverageTotals.sum(sum.lines, file.lines)
            sum.branches = CoverageTotals.sum(sum.branches, file.branches)
            sums[folder] = sum
        }
        let sorted = sums.values.sorted { ($0.lines?.ratio ?? 1, $0.name) < ($1.lines?.ratio ?? 1, $1.name) }
        return sorted.prefix(folderLimit).map(Row.init)
    }
}
