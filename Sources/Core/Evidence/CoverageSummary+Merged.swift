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
                    missed: Wording.ranges(file.lines.missed, limit: 8)
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
