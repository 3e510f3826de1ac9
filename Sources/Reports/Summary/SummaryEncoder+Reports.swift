import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func report(_ report: Report, _ json: inout JSONWriter) {
        json.add("path", report.path)
        json.add("format", report.format)
        json.add("tool", report.tool)
        json.add("bytes", report.bytes)
        json.add("modified", report.modified)
        json.add("step", report.step)
        json.add("labels", report.labels)
        json.add("messages", report.messages, message)
        json.add("tests", report.tests, self.tests)
        json.add("coverage", report.coverage, self.coverage)
        json.add("findings", report.findings, self.findings)
        json.add("packages", report.packages, self.packages)
        json.add("accessibility", report.accessibility, self.accessibility)
        json.add("contracts", report.contracts, self.contracts)
        json.add("performance", report.performance, series)
        json.add("measurements", report.measurements, measurement)
        json.add("attestations", report.attestations.map { AttestationJSON.json($0.envelope) })
    }

    private static func message(_ message: ReportMessage, _ json: inout JSONWriter) {
        json.add("severity", message.severity.rawValue)
        json.add("text", message.text)
        json.add("line", message.line)
        json.add("column", message.column)
        json.add("offset", message.offset)
        switch message.weight {
        case .none: break
        case .incomplete(let part):
            json.add("incomplete", part) { part, json in
                json.add("category", part.category?.rawValue)
                json.add("tool", part.tool)
                json.add("files", part.files)
            }
        case .contradictory: json.add("contradictory", true)
        }
    }

    private static func tests(_ tests: TestResults, _ json: inout JSONWriter) {
        let tally = tests.tally
        json.add("passed", tally.passed)
        json.add("failed", tally.failed)
        json.add("errors", tally.errors)
        json.add("skipped", tally.skipped)
        json.add("flaky", tally.flaky)
        json.add("duration_s", tally.duration)
        json.add("cases", tests.cases, testCase)
        if !tests.passed.isEmpty { json.add("passed_ids", Identities.text(tests.passed)) }
    }

    private static func testCase(_ test: TestCase, _ json: inout JSONWriter) {
        json.add("suite", test.suite)
        json.add("class", test.className)
        json.add("name", test.name)
        json.add("file", test.file)
        json.add("line", test.line)
        json.add("status", test.status.rawValue)
        json.add("flaky", test.flaky)
        json.add("seconds", test.seconds)
        json.add("message", test.message)
        json.add("properties", test.properties)
        json.add("output", test.output)
        json.add("attachments", test.attachments)
    }

    private static func coverage(_ coverage: CoverageResults, _ json: inout JSONWriter) {
        json.add("declared", coverage.declared == CoverageTotals() ? nil : coverage.declared, totals)
        json.add("roots", coverage.roots)
        json.add("files", coverage.files, file)
    }

    static func judgedCoverage(_ coverage: CoverageSummary, _ json: inout JSONWriter) {
        json.add("totals", coverage.totals, totals)
        json.add("files", coverage.files, row)
        json.add("components", coverage.components, row)
    }

    private static func row(_ row: CoverageSummary.Row, _ json: inout JSONWriter) {
        json.add("name", row.name)
        json.add("lines", row.lines)
        json.add("branches", row.branches)
        if !row.missed.isEmpty { json.add("missed", row.missed) }
    }

    private static func totals(_ totals: CoverageTotals, _ json: inout JSONWriter) {
        json.add("lines", totals.lines)
        json.add("branches", totals.branches)
        json.add("functions", totals.functions)
        json.add("statements", totals.statements)
        json.add("instructions", totals.instructions)
    }

    private static func file(_ file: FileCoverage, _ json: inout JSONWriter) {
        json.add("path", file.path)
        json.add("covered", LineRanges(file.lines, .covered))
        json.add("missed", LineRanges(file.lines, .missed))
        json.add("branches", LineRanges(file.lines, .branches))
        json.add("functions", file.functions)
        json.add("statements", file.statements)
        json.add("instructions", file.instructions)
        json.add("unlisted", file.unlisted)
        json.add("module", file.module)
    }

    private static func series(_ series: LoadResult, _ json: inout JSONWriter) {
        json.add("labels", series.labels)
        json.add("requests", series.requests)
        json.add("failed", series.failed)
        json.add("latency_s", Dictionary(uniqueKeysWithValues: series.latency.map { ($0.key.description, $0.value) }))
        json.add("histogram", series.histogram, self.histogram)
        json.add("request_rate", series.requestRate)
        json.add("dropped_iterations", series.droppedIterations)
        json.add("duration_s", series.duration)
        json.add("shortfalls", series.shortfalls)
        json.add("thresholds", series.thresholds)
    }

    private static func histogram(_ histogram: Histogram, _ json: inout JSONWriter) {
        json.add("bounds_s", histogram.bounds)
        json.add("counts", histogram.cumulative)
        json.add("total", histogram.total)
    }
}
