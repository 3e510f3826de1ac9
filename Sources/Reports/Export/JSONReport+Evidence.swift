import Core
import Criteria
import Scanning

extension JSONReport {
    private static func readable(_ summary: RunSummary) -> [Report] { summary.reports.filter { $0.status != .error } }

    static func tests(_ summary: RunSummary) -> JSON {
        let tests = MergedTests(reports: readable(summary))
        let tally = tests.tally
        let failures: [JSON] = tests.entries { test, _ in test.status == .failed || test.status == .error }
            .map { failure($0.test, $0.provenance.file) }
        return [
            "total": JSON(tally.total), "passed": JSON(tally.passed), "failed": JSON(tally.failed),
            "errors": JSON(tally.errors), "skipped": JSON(tally.skipped), "flaky": JSON(tally.flaky),
            "duration_s": JSON(tally.duration), "failures": JSON(failures),
        ]
    }

    private static func failure(_ test: TestCase, _ report: String) -> JSON {
        [
            "title": JSON(CleanText.line(test.title)), "suite": JSON(test.suite), "status": JSON(test.status.rawValue),
            "file": JSON(test.file), "line": JSON(test.line), "seconds": JSON(test.seconds),
            "message": JSON(test.message.map { CleanText.block($0) }), "report": JSON(report),
        ]
    }

    static func coverage(_ summary: RunSummary) -> JSON {
        let view = CoverageView(summary, listed: .max)
        var members = view.totals.map { JSON.Member($0.name, fraction($0.fraction)) }
        members.append(JSON.Member("components", JSON(view.components.map(row))))
        members.append(JSON.Member("files", JSON(view.files.map(row))))
        return .object(members)
    }

    private static func row(_ row: CoverageView.Row) -> JSON {
        ["name": JSON(row.name), "lines": fraction(row.lines), "branches": fraction(row.branches)]
    }

    static func findings(_ summary: RunSummary) -> JSON {
        let all = MergedFinding.all(in: readable(summary))
        let open = all.filter { !$0.finding.suppressed }
        let severities = Finding.Severity.allCases.map { severity in
            JSON.Member(severity.rawValue, JSON(open.filter { $0.finding.severity == severity }.count))
        }
        let scans = readable(summary).flatMap { $0.findings?.scans ?? [] }
        return [
            "total": JSON(open.count), "suppressed": JSON(all.count - open.count), "by_severity": .object(severities),
            "items": JSON(open.map(finding)), "scans": JSON(scans.map(scan)),
        ]
    }

    private static func finding(_ merged: MergedFinding) -> JSON {
        let finding = merged.finding
        return [
            "tool": JSON(finding.tool), "tools": JSON(merged.tools.map { JSON($0) }), "rule": JSON(finding.rule),
            "severity": JSON(finding.severity.rawValue),
            "level": JSON(finding.level.rawValue), "message": JSON(CleanText.block(finding.message)),
            "file": JSON(finding.file), "line": JSON(finding.line), "column": JSON(finding.column),
            "cwe": JSON(finding.cwe.map { JSON($0) }), "aliases": JSON(finding.aliases.map { JSON($0) }),
            "package": JSON(finding.package?.title), "package_url": JSON(finding.package?.url),
        ]
    }

    private static func scan(_ scan: Scan) -> JSON {
        [
            "tool": JSON(scan.tool), "version": JSON(scan.version), "files_examined": JSON(scan.filesExamined),
            "packages_examined": JSON(scan.packagesExamined), "database_built": JSON(scan.databaseBuilt),
            "rules": JSON(scan.rules.count), "successful": JSON(scan.successful),
        ]
    }

    static func series(_ report: Report) -> [JSON] {
        report.performance.map { load in
            let latencies = load.latency.map { JSON.Member($0.key.description, JSON($0.value)) }
                .sorted { $0.key < $1.key }
            return [
                "labels": labels(report.labels.merging(load.labels) { _, own in own }),
                "requests": JSON(load.requests), "failed": JSON(load.failed), "error_rate": JSON(load.errorRate),
                "latency_s": .object(latencies), "request_rate": JSON(load.requestRate),
                "dropped_iterations": JSON(load.droppedIterations), "duration_s": JSON(load.duration),
                "report": JSON(report.path),
            ]
        }
    }

    static func report(_ report: Report) -> JSON {
        [
            "path": JSON(report.path), "format": JSON(report.format), "status": JSON(report.status.rawValue),
            "tool": JSON(report.tool), "bytes": JSON(report.bytes), "modified": JSON(report.modified),
            "step": JSON(report.step), "labels": labels(report.labels),
            "messages": JSON(
                report.remarks.map { message in
                    [
                        "severity": JSON(message.severity.rawValue), "text": JSON(CleanText.block(message.text)),
                        "line": JSON(message.line), "column": JSON(message.column),
                        "weight": JSON(message.weight.words.map { CleanText.line($0) }),
                    ]
                }
            ),
        ]
    }
}
