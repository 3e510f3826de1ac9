import Core
import Criteria

/// Tests, findings and load tests of all readable reports, as every report tells them.
struct EvidenceView {
    struct Test {
        var title: String
        var place: String?
        var status: TestCase.Status
        var message: String
        var seconds: String?
        var report: String
    }

    struct FindingRow {
        var severity: String
        var rule: String
        var place: String?
        var message: String
        var tool: String
    }

    struct Series {
        var name: String
        var requests: String
        var errors: String
        var latencies: [String]
        var rate: String
        var report: String
    }

    var tally: TestTally
    /// Failed and broken cases; as many as are to be listed.
    var failed: [Test] = []
    var unlistedFailed: Int
    var flaky: [String] = []
    /// `2 critical`, `14 medium`, worst first.
    var findingCounts: [String] = []
    var findings: [FindingRow] = []
    var unlistedFindings: Int
    var suppressed: Int
    var scans: [String] = []
    var series: [Series] = []

    init(_ reports: [Report], listed: Int) {
        let readable = reports.filter { $0.status != .error }
        let tests = MergedTests(reports: readable)
        tally = tests.tally
        for entry in tests.entries(where: { test, _ in test.flaky || test.status == .failed || test.status == .error })
        {
            if entry.test.flaky, flaky.count < listed { flaky.append(CleanText.line(entry.test.title)) }
            guard entry.test.status == .failed || entry.test.status == .error, failed.count < listed else { continue }
            failed.append(Test(entry.test, entry.provenance))
        }
        for report in readable {
            for scan in report.findings?.scans ?? [] { scans.append(Self.scan(scan, report)) }
            series += report.performance.map { Series($0, report) }
        }
        unlistedFailed = max(0, tally.failed + tally.errors - failed.count)
        // By rank, as many of each as can be listed: a large report must not be sorted for its first lines.
        var ranked: [Int: (word: String, count: Int, first: [FindingRow])] = [:]
        suppressed = 0
        for merged in MergedFinding.all(in: readable) {
            guard !merged.finding.suppressed else {
                suppressed += 1
                continue
            }
            let rank = Self.rank(merged.finding)
            ranked[rank, default: (Self.word(merged.finding), 0, [])].count += 1
            if ranked[rank]?.first.count ?? 0 < listed { ranked[rank]?.first.append(FindingRow(merged)) }
        }
        let worst = ranked.sorted { $0.key < $1.key }.map(\.value)
        findingCounts = worst.map { "\($0.count) \($0.word)" }
        findings = Array(worst.flatMap(\.first).prefix(listed))
        unlistedFindings = worst.reduce(0) { $0 + $1.count } - findings.count
    }

    /// Security severities first, then the levels of lint tools.
    static func rank(_ finding: Finding) -> Int {
        switch finding.severity {
        case .critical: return 0
        case .high: return 1
        case .medium: return 2
        case .low: return 3
        case .info: return 4
        case .unknown: break
        }
        switch finding.level {
        case .error: return 10
        case .warning: return 11
        case .note: return 12
        case .none: return 13
        }
    }

    fileprivate static func word(_ finding: Finding) -> String {
        finding.severity == .unknown ? finding.level.rawValue : finding.severity.rawValue
    }

    private static func scan(_ scan: Scan, _ report: Report) -> String {
        let tool = CleanText.line([scan.tool, scan.version].compactMap(\.self).joined(separator: " "), limit: 120)
        let packages = scan.packagesExamined.map { Display.count($0, "package") + " examined" }
        let files =
            packages ?? scan.filesExamined.map { Display.count($0, "file") + " examined" } ?? "files examined not said"
        let rules = scan.rules.isEmpty ? "" : ", \(Display.count(scan.rules.count, "rule"))"
        let end = scan.successful == false ? ", ended with an error" : ""
        return "\(tool): \(files)\(rules)\(end) (\(CleanText.line(report.path)))"
    }
}

extension EvidenceView.Test {
    init(_ test: TestCase, _ report: Provenance) {
        title = CleanText.line(test.title)
        let found = test.place
        place = Display.place(found?.file, found?.line)
        status = test.status
        message = CleanText.block(test.message ?? "")
        seconds = test.seconds.map(Display.seconds)
        self.report = CleanText.line(report.file)
    }
}

extension EvidenceView.FindingRow {
    init(_ merged: MergedFinding) {
        let finding = merged.finding
        severity = EvidenceView.word(finding)
        rule = CleanText.line(finding.rule, limit: 200)
        place = Display.place(finding.file, finding.line)
        message = CleanText.line(finding.message)
        tool = merged.tools.map { CleanText.line($0, limit: 80) }.joined(separator: ", ")
    }
}

extension EvidenceView.Series {
    init(_ load: LoadResult, _ report: Report) {
        let labels = report.labels.merging(load.labels) { _, own in own }.text
        name = labels.isEmpty ? "whole run" : CleanText.line(labels)
        requests = load.requests.map { "\($0)" } ?? "not said"
        errors = load.errorRate.map { Display.rounded($0, .ratio) } ?? "not said"
        if let dropped = load.droppedIterations, dropped > 0 { errors += ", \(dropped) never started" }
        let named = load.latency.map { (order: Self.order($0.key), name: $0.key.description, value: $0.value) }
        latencies = named.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
            .map { "\($0.name) \(Display.rounded($0.value, .duration))" }
        rate = load.requestRate.map { Display.rounded($0, .rate) } ?? "not said"
        self.report = CleanText.line(report.path)
    }

    private static func order(_ aggregate: Aggregate) -> Double {
        switch aggregate {
        case .minimum: -2
        case .average: -1
        case .median: 50
        case .percentile(let percent): percent
        case .maximum: 101
        case .count, .rate, .sum: 102
        }
    }
}
