import Core
import Criteria

/// A report in a few lines for people.
enum InspectText {
    static func lines(_ report: Report) -> [String] {
        var lines = ["\(report.path): \(report.format), \(report.status.rawValue)"]
        lines += report.messages.map { "  \($0.severity.rawValue): \($0.words)" }
        if let tally = report.tests?.tally {
            let time = Quantity(measured: tally.duration, .duration).rounded(decimals: 3)
            lines.append(
                "  tests: \(tally.total) (\(tally.passed) passed, \(tally.failed) failed, \(tally.errors) errors, "
                    + "\(tally.skipped) skipped, \(tally.flaky) flaky) in \(time)"
            )
        }
        if let coverage = report.coverage { lines.append("  coverage: " + words(coverage)) }
        if let findings = report.findings { lines.append("  findings: " + words(findings)) }
        lines += surfaces(report)
        lines += report.performance.map { "  performance: " + words($0) }
        lines += report.measurements.map { measurement in
            let value = Quantity(measured: measurement.value, measurement.dimension)
            return
                "  metric: \(measurement.metric) = \(value) from \(measurement.samples) samples \(measurement.labels.text)"
                + (measurement.doubt.map { "; doubtful: \($0)" } ?? "")
        }
        lines += report.attestations.map {
            "  statement: \($0.statement.criterion) by \($0.statement.signer): \($0.statement.text)"
        }
        return lines
    }

    private static func words(_ coverage: CoverageResults) -> String {
        let totals = coverage.totals
        let parts = [
            ("lines", totals.lines), ("branches", totals.branches), ("functions", totals.functions),
            ("statements", totals.statements), ("instructions", totals.instructions),
        ]
        let figures = parts.compactMap { name, fraction in fraction.map { "\(name) \($0.covered)/\($0.total)" } }
        return figures.joined(separator: ", ") + " in \(coverage.files.count) files"
    }

    private static func words(_ results: FindingResults) -> String {
        let tools = results.scans.map(\.tool).joined(separator: ", ")
        var counts: [Finding.Level: Int] = [:]
        var suppressed = 0
        // By index: a copy of each finding would cost more than all else here.
        for index in results.findings.indices {
            if results.findings[index].suppressed {
                suppressed += 1
            } else {
                counts[results.findings[index].level, default: 0] += 1
            }
        }
        let levels = Finding.Level.allCases.compactMap { level in counts[level].map { "\($0) \(level.rawValue)" } }
        let parts = levels + (suppressed > 0 ? ["\(suppressed) suppressed"] : [])
        return "\(results.findings.count) by \(tools)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    }

    private static func words(_ load: LoadResult) -> String {
        var parts: [String] = []
        if !load.labels.isEmpty { parts.append(load.labels.text) }
        if let requests = load.requests { parts.append("\(requests) requests") }
        if let rate = load.errorRate { parts.append("\(Quantity(measured: rate, .ratio).rounded(decimals: 2)) failed") }
        if let rate = load.requestRate { parts.append("\(Quantity(measured: rate, .rate).rounded(decimals: 1))") }
        let percentiles = load.latency.sorted { $0.value < $1.value }
        parts += percentiles.map { "\($0.key) \(Quantity(measured: $0.value, .duration).rounded(decimals: 2))" }
        return parts.joined(separator: ", ")
    }
}
