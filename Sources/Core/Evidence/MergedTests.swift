/// The tests of all reports, each once: the same test run again is a retry, and the last try that ran decides.
package struct MergedTests: Sendable {
    /// A test with what decided it.
    package struct Entry: Sendable {
        package var test: TestCase
        /// The report's labels and the test's properties, which win.
        package var labels: Labels
        package var provenance: Provenance
    }

    /// Counts of tests, not of tries; the duration is that of all tries.
    package private(set) var tally: TestTally
    private let reports: [Report]
    /// By report and case: what a later try has overtaken, and what it shows to be flaky.
    private var overtaken: [Int: Set<Int>] = [:]
    private var flaky: [Int: Set<Int>] = [:]

    package init(reports: [Report]) {
        self.reports = reports
        tally = reports.indices.reduce(TestTally()) { $0 + (reports[$1].tests?.tally ?? TestTally()) }
        for group in TestTries.groups(of: reports) {
            let tries = TestTries.tries(group, of: reports)
            tries.forEachDecision { decision in
                tally = tally - decision.overtaken
                tally.flaky += decision.flaky
                for place in decision.overtakenCases { overtaken[group[place.number], default: []].insert(place.index) }
                for place in decision.flakyCases { flaky[group[place.number], default: []].insert(place.index) }
            }
        }
    }

    /// The reports that hold tests.
    package var provenance: [Provenance] {
        reports.indices.filter { reports[$0].tests != nil }.map { reports[$0].provenance }
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

    /// Leaves only the identities of passed tests that another try of the same tests has too: all others tell nothing.
    package static func keepSharedIdentities(_ reports: inout [Report]) {
        let groups = TestTries.groups(of: reports)
        let grouped = Set(groups.joined())
        for index in reports.indices where !grouped.contains(index) { reports[index].tests?.passed = [] }
        for group in groups {
            let shared = TestTries.tries(group, of: reports).sharedPassed()
            for (index, passed) in zip(group, shared) { reports[index].tests?.passed = passed }
        }
    }

    /// The paths among some that may be tries of each other's tests: only those need the identities of what passed.
    package static func possibleTries(_ paths: [String]) -> Set<String> {
        let groups = Dictionary(grouping: Set(paths)) { TestTries.context(of: $0) }
        return Set(groups.values.filter { $0.count > 1 }.joined())
    }
}
