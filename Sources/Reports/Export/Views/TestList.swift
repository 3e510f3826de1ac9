import Core

/// Every test of a run, each once: those that reports tell of in detail first, then those that simply passed.
struct TestList {
    struct Row {
        /// With its parameters, as its report writes it.
        var name: String
        var suite: String
        var className: String
        var file: String
        var line: Int?
        var status: TestCase.Status
        var flaky: Bool
        /// Seconds; nil where no report gives any.
        var seconds: Double?
        /// Empty where there is none.
        var message: String
        /// `browser=firefox`; what tells it from others of its name.
        var variant: String
        /// The report that tells of it; empty for a test that simply passed.
        var report: String
        /// Tries before the one that decided, those that failed, in their order.
        var earlier: [TestCase]
        /// What it wrote, with a terminal's colours.
        var output: String?
        /// Files that it names, as its report writes their paths.
        var attachments: [String]
        var key: TestKey
    }

    var rows: [Row] = []

    init(_ summary: RunSummary, _ details: RunDetails) {
        let readable = summary.reports.filter { $0.status != .error }
        let entries = MergedTests(reports: readable).entries
        let failures = Self.failures(readable)
        var seconds: [TestKey: Double] = [:]
        if entries.contains(where: { $0.test.seconds == nil }) {
            for test in details.tests { seconds[test.key] = test.seconds }
        }
        rows.reserveCapacity(max(entries.count, details.tests.count))
        var known: Set<TestKey> = []
        for entry in entries {
            let key = TestKey(entry.test, labels: entry.labels)
            known.insert(key)
            var row = Row(entry, key, failures[key] ?? [])
            row.seconds = row.seconds ?? seconds[key]
            rows.append(row)
        }
        // Of what did not pass a path that is mapped in two ways must not make two tests.
        let unplaced = Set(known.map(\.withoutFile))
        for test in details.tests where !known.contains(test.key) {
            guard test.outcome == .passed || !unplaced.contains(test.key.withoutFile) else { continue }
            rows.append(Row(test))
        }
    }

    /// The failed tries of tests that have several results, in the order of the reports.
    private static func failures(_ reports: [Report]) -> [TestKey: [TestCase]] {
        var found: [TestKey: [TestCase]] = [:]
        for report in reports where report.tests != nil {
            for test in report.tests?.cases ?? [] where test.status == .failed || test.status == .error {
                found[TestKey(test, labels: report.labels(of: test)), default: []].append(test)
            }
        }
        return found
    }
}

extension TestList.Row {
    fileprivate init(_ entry: MergedTests.Entry, _ key: TestKey, _ failures: [TestCase]) {
        let test = entry.test
        let place = test.place
        self.init(
            name: test.name,
            suite: test.suite ?? "",
            className: test.className ?? "",
            file: place?.file ?? "",
            line: place?.line,
            status: test.status,
            flaky: test.flaky,
            seconds: test.seconds,
            message: test.message ?? "",
            variant: key.variantText,
            report: entry.provenance.file,
            earlier: test.status == .passed ? failures : failures.dropLast(),
            output: test.output,
            attachments: test.attachments,
            key: key
        )
    }

    fileprivate init(_ test: TestObservation) {
        let key = test.key
        let statuses: [TestOutcome: TestCase.Status] = [.failed: .failed, .skipped: .skipped]
        self.init(
            name: key.parameters.isEmpty ? key.name : "\(key.name)[\(key.parameters)]",
            suite: key.suite,
            className: key.className,
            file: key.file,
            line: nil,
            status: statuses[test.outcome] ?? .passed,
            flaky: test.outcome == .flaky,
            seconds: test.seconds,
            message: test.message ?? "",
            variant: key.variantText,
            report: "",
            earlier: [],
            output: nil,
            attachments: [],
            key: key
        )
    }
}

extension TestKey {
    fileprivate var withoutFile: TestKey {
        var key = self
        key.file = ""
        return key
    }
}
