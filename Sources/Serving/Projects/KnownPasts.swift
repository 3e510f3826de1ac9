import Core
import Engine
import Synchronization

/// What became of tests in runs, remembered: a run that has ended changes no more, and so a new run costs the look at one.
final class KnownPasts: Sendable {
    private struct Result {
        /// nil where the run did not have the test.
        var outcome: TestOutcome?
        var seconds: Double?
    }

    /// Results by run and by the hash of the test.
    private typealias Line = [String: [UInt64: Result]]

    /// Branches that are remembered at a time.
    private static let most = 4

    private let lines = Mutex<[String: Line]>([:])

    /// Of a branch; whoever comes at the same time waits, and finds it then.
    ///
    /// `ask`: what is not remembered.
    func past(
        of tests: [TestKey],
        in runs: [HistoricRun],
        branch: String?,
        _ ask: InsightReader.Pasts
    ) throws(HistoryError) -> [TestKey: TestPast] {
        let result: Swift.Result<[TestKey: TestPast], HistoryError> = lines.withLock { lines in
            var line = lines[branch ?? ""] ?? [:]
            do throws(HistoryError) {
                try Self.complete(&line, tests, runs, ask)
            } catch { return .failure(error) }
            if lines.count >= Self.most, lines[branch ?? ""] == nil { lines = [:] }
            lines[branch ?? ""] = line
            return .success(Self.pasts(tests, runs, line))
        }
        return try result.get()
    }

    private static func complete(
        _ line: inout Line,
        _ tests: [TestKey],
        _ runs: [HistoricRun],
        _ ask: InsightReader.Pasts
    ) throws(HistoryError) {
        let known = runs.filter { line[$0.id] != nil }
        let hashes = Set(tests.map(\.hash))
        // Runs that are looked at no more, and tests that nobody follows.
        line = Dictionary(uniqueKeysWithValues: known.map { ($0.id, line[$0.id] ?? [:]) })
        if let first = known.first, (line[first.id]?.count ?? 0) > 2 * hashes.count + 100 {
            line = line.mapValues { $0.filter { hashes.contains($0.key) } }
        }
        let results = known.map { line[$0.id] ?? [:] }
        let newcomers = tests.filter { test in
            let hash = test.hash
            return results.contains { $0[hash] == nil }
        }
        try add(newcomers, in: known, to: &line, ask)
        try add(tests, in: runs.filter { line[$0.id] == nil }, to: &line, ask)
    }

    private static func add(
        _ tests: [TestKey],
        in runs: [HistoricRun],
        to line: inout Line,
        _ ask: InsightReader.Pasts
    ) throws(HistoryError) {
        for run in runs where line[run.id] == nil { line[run.id] = [:] }
        guard !tests.isEmpty, !runs.isEmpty else { return }
        for (test, past) in try ask(tests, runs) {
            let hash = test.hash
            for entry in past.entries {
                line[entry.run.id]?[hash] = Result(outcome: entry.outcome, seconds: entry.seconds)
            }
        }
    }

    private static func pasts(_ tests: [TestKey], _ runs: [HistoricRun], _ line: Line) -> [TestKey: TestPast] {
        let results = runs.map { (name: $0.name, results: line[$0.id] ?? [:]) }
        var found: [TestKey: TestPast] = [:]
        for test in tests {
            let hash = test.hash
            found[test] = TestPast(
                results.map { run in
                    let result = run.results[hash]
                    return TestPast.Entry(run: run.name, outcome: result?.outcome, seconds: result?.seconds)
                }
            )
        }
        return found
    }
}
