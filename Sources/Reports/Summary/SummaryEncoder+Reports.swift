import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func report(_ report: Report) -> JSON {
        var fields = SummaryFields()
        fields.add("path", report.path)
        fields.add("format", report.format)
        fields.add("tool", report.tool)
        fields.add("bytes", report.bytes)
        fields.add("modified", report.modified)
        fields.add("step", report.step)
        fields.add("labels", report.labels)
        fields.add("messages", report.messages, message)
        if let tests = report.tests { fields.add("tests", self.tests(tests)) }
        if let coverage = report.coverage { fields.add("coverage", self.coverage(coverage)) }
        if let findings = report.findings { fields.add("findings", self.findings(findings)) }
        if let packages = report.packages { fields.add("packages", self.packages(packages)) }
        if let pages = report.accessibility { fields.add("accessibility", accessibility(pages)) }
        if let contracts = report.contracts { fields.add("contracts", self.contracts(contracts)) }
        fields.add("performance", report.performance, series)
        fields.add("measurements", report.measurements, measurement)
        fields.add("attestations", report.attestations) { AttestationJSON.json($0.envelope) }
        return fields.json
    }

    private static func message(_ message: ReportMessage) -> JSON {
        var fields = SummaryFields()
        fields.add("severity", message.severity.rawValue)
        fields.add("text", message.text)
        fields.add("line", message.line)
        fields.add("column", message.column)
        fields.add("offset", message.offset)
        return fields.json
    }

    private static func tests(_ tests: TestResults) -> JSON {
        let tally = tests.tally
        var fields = SummaryFields()
        fields.add("passed", tally.passed)
        fields.add("failed", tally.failed)
        fields.add("errors", tally.errors)
        fields.add("skipped", tally.skipped)
        fields.add("flaky", tally.flaky)
        fields.add("duration_s", tally.duration)
        fields.add("cases", tests.cases, testCase)
        if !tests.passed.isEmpty { fields.add("passed_ids", Identities.text(tests.passed)) }
        return fields.json
    }

    private static func testCase(_ test: TestCase) -> JSON {
        var fields = SummaryFields()
        fields.add("suite", test.suite)
        fields.add("class", test.className)
        fields.add("name", test.name)
        fields.add("file", test.file)
        fields.add("line", test.line)
        fields.add("status", test.status.rawValue)
        fields.add("flaky", test.flaky)
        fields.add("seconds", test.seconds)
        fields.add("message", test.message)
        fields.add("properties", test.properties)
        return fields.json
    }

    private static func coverage(_ coverage: CoverageResults) -> JSON {
        var fields = SummaryFields()
        let declared = coverage.declared
        if declared != CoverageTotals() {
            var totals = SummaryFields()
            totals.add("lines", declared.lines)
            totals.add("branches", declared.branches)
            totals.add("functions", declared.functions)
            totals.add("statements", declared.statements)
            totals.add("instructions", declared.instructions)
            fields.add("declared", totals.json)
        }
        fields.add("roots", coverage.roots)
        fields.add("files", coverage.files, file)
        return fields.json
    }

    private static func file(_ file: FileCoverage) -> JSON {
        let lines = LineRanges(file.lines)
        var fields = SummaryFields()
        fields.add("path", file.path)
        if !lines.covered.isEmpty { fields.add("covered", lines.covered) }
        if !lines.missed.isEmpty { fields.add("missed", lines.missed) }
        if !lines.branches.isEmpty { fields.add("branches", lines.branches) }
        fields.add("functions", file.functions)
        fields.add("statements", file.statements)
        fields.add("instructions", file.instructions)
        return fields.json
    }

    private static func series(_ series: LoadResult) -> JSON {
        var fields = SummaryFields()
        fields.add("labels", series.labels)
        fields.add("requests", series.requests)
        fields.add("failed", series.failed)
        let latency = series.latency.map { ($0.key.description, $0.value) }.sorted { $0.0 < $1.0 }
        fields.add("latency_s", .object(latency.map { JSON.Member($0.0, SummaryFields.real($0.1)) }))
        if let histogram = series.histogram { fields.add("histogram", self.histogram(histogram)) }
        fields.add("request_rate", series.requestRate)
        fields.add("dropped_iterations", series.droppedIterations)
        fields.add("duration_s", series.duration)
        let thresholds = series.thresholds.sorted { $0.key < $1.key }
        fields.add("thresholds", .object(thresholds.map { JSON.Member($0.key, .bool($0.value)) }))
        return fields.json
    }

    private static func histogram(_ histogram: Histogram) -> JSON {
        var fields = SummaryFields()
        fields.add("bounds_s", histogram.bounds) { SummaryFields.real($0) }
        fields.add("counts", histogram.cumulative) { JSON($0) }
        fields.add("total", histogram.total)
        return fields.json
    }
}
