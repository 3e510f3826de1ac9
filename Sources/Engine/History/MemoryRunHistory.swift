package import Core
import Synchronization

/// A history that ends with the process: what tests use in place of a database.
package final class MemoryRunHistory: RunHistory {
    private let records = Mutex<[HistoricRecord]>([])

    package init() {}

    @discardableResult
    package func add(_ record: HistoricRecord) throws(HistoryError) -> Bool {
        records.withLock { records in
            guard !records.contains(where: { $0.run.id == record.run.id }) else { return false }
            var record = record
            record.tests = record.tests.joined
            let place = records.firstIndex { Self.isNewer(record.run, $0.run) } ?? records.count
            records.insert(record, at: place)
            return true
        }
    }

    package func runs(_ query: RunQuery) throws(HistoryError) -> [HistoricRun] {
        let found = records.withLock { $0.map(\.run) }.filter(query.includes)
        return query.limit.map { Array(found.prefix($0)) } ?? found
    }

    package func results(of run: String) throws(HistoryError) -> [TestObservation] { record(run)?.tests ?? [] }

    package func testCount(of run: String) throws(HistoryError) -> Int { record(run)?.tests.count ?? 0 }

    package func past(of tests: [TestKey], in runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] {
        let wanted = Set(tests)
        var entries: [TestKey: [TestPast.Entry]] = [:]
        for run in runs {
            var found: [TestKey: TestObservation] = [:]
            for test in record(run.id)?.tests ?? [] where wanted.contains(test.key) { found[test.key] = test }
            for key in wanted {
                let test = found[key]
                entries[key, default: []].append(
                    TestPast.Entry(run: run.name, outcome: test?.outcome, seconds: test?.seconds)
                )
            }
        }
        return entries.mapValues { TestPast($0) }
    }

    package func failures(in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure] {
        runs.flatMap { run in
            (record(run.id)?.tests ?? []).filter { $0.outcome == .failed || $0.outcome == .flaky }.map { test in
                HistoricFailure(run: run.id, key: test.key, outcome: test.outcome, message: test.message)
            }
        }
    }

    package func failures(of test: TestKey, in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure] {
        try failures(in: runs).filter { $0.key == test }
    }

    package func totals(_ query: RunQuery) throws(HistoryError) -> [TestTotal] {
        var totals: [TestKey: TestTotal] = [:]
        for record in records.withLock({ $0 }) where query.includes(record.run) {
            let day = record.run.day
            for test in record.tests {
                totals[test.key, default: TestTotal(key: test.key, firstDay: day, lastDay: day)]
                    .count(test.outcome, seconds: test.seconds, day: day)
            }
        }
        return totals.values.sorted { $0.key.hash < $1.key.hash }
    }

    package func trend(of figure: String, in runs: [HistoricRun]) throws(HistoryError) -> Trend? {
        var trend: Trend?
        for run in runs.reversed() {
            guard let found = record(run.id)?.figures.first(where: { $0.name == figure }) else { continue }
            var own = trend ?? Trend(name: figure, dimension: found.dimension, points: [])
            own.points.append(Trend.Point(time: run.started, value: found.value, run: run.id))
            trend = own
        }
        return trend
    }

    package func outcomes(of run: String) throws(HistoryError) -> RunOutcomes { RunOutcomes(record(run)?.tests ?? []) }

    package func tests(_ hashes: [UInt64]) throws(HistoryError) -> [TestKey] {
        let wanted = Set(hashes)
        let keys = records.withLock { $0.flatMap { $0.tests.map(\.key) } }
        return Array(Set(keys).filter { wanted.contains($0.hash) })
    }

    package func signatures(in runs: [HistoricRun]) throws(HistoryError) -> [Set<UInt64>] {
        runs.map { run in
            let bad = (record(run.id)?.tests ?? []).filter { $0.outcome == .failed || $0.outcome == .flaky }
            return Set(bad.compactMap { FailureSignature($0.message)?.hash })
        }
    }

    package func steps(of runs: [HistoricRun]) throws(HistoryError) -> [[HistoricStep]] {
        runs.map { record($0.id)?.steps ?? [] }
    }

    package func details(of runs: [HistoricRun], _ parts: RunParts) throws(HistoryError) -> [HistoricRecord] {
        runs.compactMap { run in
            guard let found = record(run.id) else { return nil }
            return HistoricRecord(
                run: found.run,
                figures: parts.contains(.figures) ? found.figures : [],
                criteria: parts.contains(.criteria) ? found.criteria : [],
                steps: parts.contains(.steps) ? found.steps : [],
                files: parts.contains(.files) ? found.files : []
            )
        }
    }

    package func findings(
        of run: String
    ) throws(HistoryError) -> (scanners: [String], findings: [HistoricFinding]) {
        let record = record(run)
        return (record?.scanners ?? [], record?.findings ?? [])
    }

    package func sightings(
        of findings: [UInt64],
        _ query: RunQuery
    ) throws(HistoryError) -> [UInt64: FindingSighting] {
        let wanted = Set(findings)
        var found: [UInt64: FindingSighting] = [:]
        for record in records.withLock({ $0 }) where query.includes(record.run) {
            for finding in record.findings where wanted.contains(finding.identity) {
                found[finding.identity] = FindingSighting(first: record.run.name, started: record.run.started)
            }
        }
        return found
    }

    private func record(_ id: String) -> HistoricRecord? { records.withLock { $0.first { $0.run.id == id } } }

    private static func isNewer(_ left: HistoricRun, _ right: HistoricRun) -> Bool {
        (left.started, left.id) > (right.started, right.id)
    }
}
