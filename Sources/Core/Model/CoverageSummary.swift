/// The coverage that gates have judged, as every report shows it: lines of several suites united, on the project's files,
/// without what says nothing about the product.
package struct CoverageSummary: Sendable, Equatable {
    /// A file, or the files of a component's steps.
    package struct Row: Sendable, Equatable {
        package var name: String
        package var lines: Fraction?
        package var branches: Fraction?
        /// `3-7, 12`: the first missed lines; empty where none is.
        package var missed: String

        package init(name: String, lines: Fraction? = nil, branches: Fraction? = nil, missed: String = "") {
            self.name = name
            self.lines = lines
            self.branches = branches
            self.missed = missed
        }
    }

    package var totals: CoverageTotals
    /// Sorted by path.
    package var files: [Row]
    /// By the component of the step that wrote the reports; empty where no step has one.
    package var components: [Row]

    package init(totals: CoverageTotals = CoverageTotals(), files: [Row] = [], components: [Row] = []) {
        self.totals = totals
        self.files = files
        self.components = components
    }
}

extension CoverageSummary {
    /// What is shown of coverage that was merged; `reports` are mapped to the project's files.
    package init(_ coverage: MergedCoverage, reports: [Report], steps: [StepRecord]) {
        self.init(
            totals: Self.total(coverage.files),
            files: coverage.files.map { file in
                let totals = file.totals
                return Row(
                    name: file.path,
                    lines: totals.lines,
                    branches: totals.branches,
                    missed: Measures.ranges(file.lines.missed, limit: 8)
                )
            },
            components: Self.components(reports, steps)
        )
    }

    /// Of reports that no gate has judged: their paths are as they are.
    package init(unjudged reports: [Report], steps: [StepRecord]) {
        let readable = MappedReports.readable(reports)
        self.init(Self.merged(readable), reports: readable, steps: steps)
    }

    private static func components(_ reports: [Report], _ steps: [StepRecord]) -> [Row] {
        let owners = Dictionary(steps.compactMap { step in step.component.map { (step.name, $0) } }) { first, _ in first
        }
        guard !owners.isEmpty else { return [] }
        let measured = reports.filter { $0.coverage != nil }
        let grouped = Dictionary(grouping: measured) { report in report.step.flatMap { owners[$0] } ?? "" }
        return grouped.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { name, reports in
            let totals = total(merged(reports).files)
            return Row(name: name, lines: totals.lines, branches: totals.branches)
        }
    }

    private static func merged(_ reports: [Report]) -> MergedCoverage {
        MergedCoverage(MappedReports(reports, paths: PathMapper()))
    }

    private static func total(_ files: [FileCoverage]) -> CoverageTotals {
        files.reduce(into: CoverageTotals()) { $0.add($1.totals) }
    }
}
