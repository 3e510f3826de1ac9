/// The tests of all reports, each once: the same test run again is a retry, and the last try that ran decides.
package struct MergedTests: Sendable {
    /// A test with what decided it.
    package struct Entry: Sendable {
        package var test: TestCase
        /// The report's labels and the test's properties, which win.
        package var labels: Labels
        package var provenance: Provenance
    }

    /// Tests of one report of which only the number is kept: what simply passed, and failures beyond those with details.
    package struct Undetailed: Sendable {
        package var passed: Int
        package var failed: Int
        /// Those of the report.
        package var labels: Labels
        package var provenance: Provenance
    }

    /// Counts of tests, not of tries; the duration is that of all tries.
    package private(set) var tally: TestTally
    private let reports: [Report]
    /// By report and case: what a later try has overtaken, and what it shows to be flaky.
    private var overtaken: [Int: Set<Int>] = [:]
    private var flaky: [Int: Set<Int>] = [:]
    /// By report, how many of its passed tests without details another try stands for.
    private var unkept: [Int: Int] = [:]

    package init(reports: [Report]) {
        self.reports = reports
        tally = reports.indices.reduce(TestTally()) { $0 + (reports[$1].tests?.tally ?? TestTally()) }
        for tries in TestTries.groups(of: reports) {
            let group = Array(tries.joined())
            Tries(tries.map { $0.map { reports[$0].tests ?? TestResults() } }).forEachDecision { decision in
                tally = tally - decision.overtaken
                tally.flaky += decision.flaky
                for place in decision.overtakenCases { overtaken[group[place.report], default: []].insert(place.index) }
                for place in decision.flakyCases { flaky[group[place.report], default: []].insert(place.index) }
                for (report, count) in decision.unkept { unkept[group[report], default: 0] += count }
            }
        }
    }

    /// The reports that hold tests.
    package var provenance: [Provenance] {
        reports.indices.filter { reports[$0].tests != nil }.map { reports[$0].provenance }
    }

    /// Executed tests without details, by report, where the report's labels match.
    package func undetailed(where matches: (Labels) -> Bool) -> [Undetailed] {
        reports.indices.compactMap { index in
            guard let tests = reports[index].tests, matches(reports[index].labels) else { return nil }
            let passed = tests.cases.count { $0.status == .passed }
            let failed = tests.cases.count { $0.status == .failed || $0.status == .error }
            let rest = Undetailed(
                passed: max(0, tests.tally.passed - passed - (unkept[index] ?? 0)),
                failed: max(0, tests.tally.failed + tests.tally.errors - failed),
                labels: reports[index].labels,
                provenance: reports[index].provenance
            )
            return rest.passed + rest.failed > 0 ? rest : nil
        }
    }

    /// The tests whose details are kept.
    package var entries: [Entry] { entries { _, _ in true } }

    /// Those of them that match, with the report that tells of them; of very many the first ones.
    package func entries(atMost limit: Int = .max, where matches: (TestCase, Report) -> Bool) -> [Entry] {
        var entries: [Entry] = []
        for index in reports.indices where entries.count < limit {
            guard let cases = reports[index].tests?.cases, !cases.isEmpty else { continue }
            let report = reports[index]
            let (flaky, overtaken) = (flaky[index] ?? [], overtaken[index] ?? [])
            for place in cases.indices {
                var changed: TestCase?
                if flaky.contains(place) {
                    changed = cases[place].recovered
                } else if overtaken.contains(place) {
                    continue
                }
                guard matches(changed ?? cases[place], report) else { continue }
                if entries.count == limit { return entries }
                let test = changed ?? cases[place]
                entries.append(Entry(test: test, labels: report.labels(of: test), provenance: report.provenance))
            }
        }
        return entries
    }
}

extension TestCase {
    /// The test as its last try shows it.
    fileprivate var recovered: TestCase {
        var test = self
        (test.status, test.flaky) = (.passed, true)
        return test
    }
}

extension Report {
    /// The label that says which try a report is of, from 1.
    package static let attemptLabel = "attempt"
    /// The label by which a run marks which try of a step wrote a report, from 1; only where there were several.
    package static let tryLabel = "try"

    /// Leaves only the identities of passed tests that another try of the same tests has too, and one that shows that a
    /// report is no try: all others tell nothing.
    package static func keepSharedIdentities(_ reports: inout [Report]) {
        let groups = TestTries.candidates(reports)
        let grouped = Set(groups.joined().joined())
        for index in reports.indices where !grouped.contains(index) { reports[index].tests?.passed = [] }
        for tries in groups {
            let results = tries.map { $0.map { reports[$0].tests ?? TestResults() } }
            let shared = Tries(results).sharedPassed()
            let strangers = results.joined().map { TestTries.strangers(results[0], in: $0).prefix(1) }
            for (place, index) in tries.joined().enumerated() {
                reports[index].tests?.passed = shared[place] + strangers[place].filter { !shared[place].contains($0) }
            }
        }
    }

    /// The paths among some that may be tries of each other's tests: only those need the identities of what passed.
    package static func possibleTries(_ paths: [String]) -> Set<String> {
        let groups = Dictionary(grouping: Set(paths)) { TestTries.parsed($0).context }
        return Set(groups.values.filter { Set($0.map { TestTries.parsed($0).number }).count > 1 }.joined())
    }
}
