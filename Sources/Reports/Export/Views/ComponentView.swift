import Core

/// A component with what the run says of it: who answers, its tests, its coverage, its load tests.
struct ComponentView {
    var name: String
    var owner: String?
    /// All tests of its steps; nil where there is none.
    var tests: TestTally?
    var lines: Fraction?
    var branches: Fraction?
    /// `p95 82.4ms, 3081 requests, 0% failed` of each series of it.
    var performance: [String]
    /// Seconds that its steps took.
    var seconds: Double
    /// Its cells of criteria, by their verdicts.
    var verdicts: [Verdict]

    /// By name; those whose cells do not hold first.
    static func all(_ summary: RunSummary, _ details: RunDetails) -> [ComponentView] {
        let readable = summary.reports.filter { $0.status != .error }
        let coverage = summary.coverage ?? CoverageSummary(unjudged: summary.reports, steps: summary.steps)
        var names: [String] = []
        let steps = summary.steps.compactMap(\.component)
        for name in steps + coverage.components.map(\.name) + details.owners.keys.sorted() where !names.contains(name) {
            names.append(name)
        }
        let cells = (summary.verdict?.gates ?? []).flatMap(\.criteria).flatMap(\.cells)
        return names.map { name in
            let own = readable.filter { $0.labels["component"] == name }
            let row = coverage.components.first { $0.name == name }
            let tally = MergedTests(reports: own).tally
            let verdicts = cells.filter { $0.labels["component"] == name }
            return ComponentView(
                name: CleanText.line(name),
                owner: (details.owners[name] ?? verdicts.lazy.compactMap(\.owner).first).map { CleanText.line($0) },
                tests: own.contains { $0.tests != nil } ? tally : nil,
                lines: row?.lines ?? Self.trend("coverage", name, details),
                branches: row?.branches,
                performance: readable.flatMap { report in series(report, of: name) },
                seconds: summary.steps.filter { $0.component == name }.reduce(0) { $0 + $1.seconds },
                verdicts: verdicts.map(\.judgement.verdict)
            )
        }.sorted { ($1.worst, $0.name) < ($0.worst, $1.name) }
    }

    /// The worst of its cells; of none, that nothing applies.
    var worst: Verdict { verdicts.max() ?? .notApplicable }

    /// Only as a share: of how many lines the history does not say.
    private static func trend(_ figure: String, _ component: String, _ details: RunDetails) -> Fraction? {
        guard let share = details.trends["\(figure){component=\(component)}"]?.latest, share.isFinite else {
            return nil
        }
        return Fraction(covered: Int((share * 10_000).rounded()), total: 10_000)
    }

    private static func series(_ report: Report, of name: String) -> [String] {
        report.performance.compactMap { load in
            let labels = report.labels.merging(load.labels) { _, own in own }
            guard labels.values.contains(name) else { return nil }
            let view = EvidenceView.Series(load, report)
            let high = view.latencies.last { $0.hasPrefix("p9") } ?? view.latencies.last
            return ([high].compactMap(\.self) + ["\(view.requests) requests", "\(view.errors) failed"])
                .joined(separator: ", ")
        }
    }
}
