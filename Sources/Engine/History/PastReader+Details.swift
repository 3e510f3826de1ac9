package import Core

extension PastReader {
    /// Results that are read to make a strip for every test; beyond that only what somebody will ask about has one.
    private static let resultLimit = 400_000
    /// The slowest tests have strips in any case.
    private static let slowest = 500

    /// A run's tests with their strips, and its figures over the runs before.
    package func details(of record: HistoricRecord) throws(HistoryError) -> RunDetails {
        let runs = try earlier(than: record.run)
        var details = RunDetails(tests: record.tests)
        details.strips = try strips(record.tests, Array(runs.prefix(ResultStrip.length - 1)))
        details.trends = try trends(record, Array(runs.prefix(ResultStrip.length - 1)))
        return details
    }

    private func strips(
        _ tests: [TestObservation],
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [TestKey: ResultStrip] {
        guard !runs.isEmpty else { return [:] }
        if tests.count * runs.count <= Self.resultLimit { return try allStrips(tests, runs) }
        let slow = tests.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(Self.slowest)
        let asked = tests.filter { $0.outcome == .failed || $0.outcome == .flaky }.prefix(Self.resultLimit / 100) + slow
        let pasts = try history.past(of: Array(Set(asked.map(\.key))), in: runs)
        return Dictionary(
            asked.map { test in
                let earlier = (pasts[test.key]?.entries ?? []).map(\.outcome).reversed()
                return (test.key, ResultStrip(earlier + [test.outcome]))
            }
        ) { first, _ in first }
    }

    private func allStrips(
        _ tests: [TestObservation],
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [TestKey: ResultStrip] {
        var earlier: [[TestKey: TestOutcome]] = []
        for run in runs.reversed() {
            let results = try history.results(of: run.id).map { ($0.key, $0.outcome) }
            earlier.append(Dictionary(results) { first, _ in first })
        }
        return Dictionary(
            tests.map { test in (test.key, ResultStrip(earlier.map { $0[test.key] } + [test.outcome])) }
        ) { first, _ in first }
    }

    /// The run's figures, oldest first; what only earlier runs had is left out.
    private func trends(
        _ record: HistoricRecord,
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [String: Trend] {
        let line = Array(try history.details(of: runs).reversed()) + [record]
        var points: [String: [Trend.Point]] = [:]
        for entry in line {
            for figure in entry.figures {
                let point = Trend.Point(time: entry.run.started, value: figure.value, run: entry.run.id)
                points[figure.name, default: []].append(point)
            }
        }
        return Dictionary(
            record.figures.map { figure in
                let own = points[figure.name] ?? []
                return (figure.name, Trend(name: figure.name, dimension: figure.dimension, points: own))
            }
        ) { first, _ in first }
    }
}
