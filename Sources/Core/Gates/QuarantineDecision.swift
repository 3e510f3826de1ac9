/// What a quarantine comes to for the reports of one run.
package struct QuarantineDecision: Sendable {
    /// The reports with the failures of quarantined tests turned to skipped ones: what gates may look at.
    package private(set) var reports: [Report]
    /// Tests that failed and decide nothing, each once.
    package private(set) var excused: [TestKey] = []
    /// What every report must say: what is in force, what has expired, and why nothing is applied.
    package private(set) var banners: [String] = []

    /// What the reports said of those tests, by the report's place and the case's.
    private var originals: [Int: [(place: Int, test: TestCase)]] = [:]

    /// The word that stands before the message of a failure that decides nothing.
    package static let mark = "quarantined"

    /// `now`: in seconds since 1970.
    package init(_ quarantine: Quarantine, reports: [Report], now: Double) {
        self.reports = reports
        let expired = quarantine.entries.filter { !$0.isInForce(at: now) }
        if let first = expired.first {
            let more = expired.count > 1 ? " and \(expired.count - 1) more" : ""
            banners.append("the quarantine of \(first.test)\(more) has expired: the test counts again")
        }
        let names = quarantine.entries.filter { $0.isInForce(at: now) }
        guard !names.isEmpty else { return }
        let total = reports.reduce(0) { $0 + ($1.tests?.tally.total ?? 0) }
        let limit = max(1, Int(quarantine.largestShare * Double(total)))
        guard names.count <= limit else {
            banners.append(
                "the quarantine lists \(names.count) tests, and at most \(limit) of \(total) may be in it: none is applied"
            )
            return
        }
        for index in reports.indices where reports[index].status != .error {
            var report = reports[index]
            originals[index] = excuse(&report, names)
            self.reports[index] = report
        }
        guard !excused.isEmpty else { return }
        let listed = excused.prefix(3).map(\.title).joined(separator: ", ") + (excused.count > 3 ? ", …" : "")
        let failures =
            excused.count == 1
            ? "1 quarantined test failed and decides" : "\(excused.count) quarantined tests failed and decide"
        banners.append("\(failures) nothing: \(listed)")
    }

    /// The reports as they were given, in the same order, of whatever became of them meanwhile: what is kept is the truth.
    package func restoring(_ reports: [Report]) -> [Report] {
        var reports = reports
        for (index, cases) in originals where reports.indices.contains(index) {
            for (place, test) in cases where reports[index].tests?.cases.indices.contains(place) ?? false {
                reports[index].tests?.cases[place].status = test.status
                reports[index].tests?.cases[place].message = test.message
                reports[index].tests?.tally.skipped -= 1
                reports[index].tests?.excused = 0
                if test.status == .failed {
                    reports[index].tests?.tally.failed += 1
                } else {
                    reports[index].tests?.tally.errors += 1
                }
            }
        }
        return reports
    }

    private mutating func excuse(
        _ report: inout Report,
        _ names: [Quarantine.Entry]
    ) -> [(place: Int, test: TestCase)] {
        guard var tests = report.tests else { return [] }
        var originals: [(place: Int, test: TestCase)] = []
        for index in tests.cases.indices
        where tests.cases[index].status == .failed || tests.cases[index].status == .error {
            let test = tests.cases[index]
            let key = TestKey(test, labels: report.labels)
            guard let entry = names.first(where: { $0.names(key) }) else { continue }
            originals.append((index, test))
            if test.status == .failed { tests.tally.failed -= 1 } else { tests.tally.errors -= 1 }
            tests.tally.skipped += 1
            tests.excused += 1
            tests.cases[index].status = .skipped
            let words = "\(Self.mark) by \(entry.owner) until \(entry.expires): \(entry.reason)"
            tests.cases[index].message = [words, test.message].compactMap(\.self).joined(separator: "\n")
            if !excused.contains(key) { excused.append(key) }
        }
        report.tests = tests
        return originals
    }
}
