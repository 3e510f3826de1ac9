package import Core

extension PastReader {
    /// Tests with a strip, times runs: beyond that only what somebody will ask about has one.
    private static let resultLimit = 2_000_000
    /// The slowest tests have strips in any case.
    private static let slowest = 500

    /// A run's tests with their strips, and its figures over the runs before.
    package func details(of record: HistoricRecord) throws(HistoryError) -> RunDetails {
        let runs = Array(try earlier(than: record.run).prefix(ResultStrip.length - 1))
        var details = RunDetails(tests: record.tests)
        details.strips = try strips(record, runs)
        details.trends = try trends(record, runs)
        return details
    }

    private func strips(
        _ record: HistoricRecord,
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [TestKey: ResultStrip] {
        guard !runs.isEmpty else { return [:] }
        var asked = record.tests
        if asked.count * runs.count > Self.resultLimit {
            let slow = asked.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(Self.slowest)
            let bad = asked.filter { $0.outcome == .failed || $0.outcome == .flaky }.prefix(Self.slowest)
            asked = Array(bad) + Array(slow)
        }
        let former = Dictionary(record.renames.map { ($0.to, $0.from.hash) }) { first, _ in first }
        let hashes = asked.map { former[$0.key] ?? $0.key.hash }
        var outcomes = [[TestOutcome?]](repeating: [], count: asked.count)
        for run in runs.reversed() {
            // By hashes: no text of any test is read for it.
            let own = try history.outcomes(of: run.id)
            for (place, hash) in hashes.enumerated() { outcomes[place].append(own.outcome(hash)) }
        }
        return Dictionary(
            asked.indices.map { (asked[$0].key, ResultStrip(outcomes[$0] + [asked[$0].outcome])) }
        ) { first, _ in first }
    }

    /// The run's figures, oldest first; what only earlier runs had is left out.
    private func trends(
        _ record: HistoricRecord,
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [String: Trend] {
        let line = Array(try history.details(of: runs, .figures).reversed()) + [record]
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
