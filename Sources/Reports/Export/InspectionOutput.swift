package import Core
import Criteria
package import Scanning
import Wire

/// What `assay inspect --output json` prints of a report.
package enum InspectionOutput {
    package static func json(_ report: Report) -> JSON {
        var members: [JSON.Member] = [
            .init("path", .string(report.path)),
            .init("format", .string(report.format)),
            .init("status", .string(report.status.rawValue)),
            .init("messages", .array(report.messages.map(message))),
        ]
        if let tests = report.tests { members.append(.init("tests", self.tests(tests.tally))) }
        if let coverage = report.coverage { members.append(.init("coverage", self.coverage(coverage))) }
        if let findings = report.findings { members.append(.init("findings", self.findings(findings))) }
        members += surfaces(report)
        // A readable report without a single entry says so with an empty list.
        let feeds = report.status == .error ? nil : ImporterRegistry.importer(id: report.format)?.format.feeds
        if !report.performance.isEmpty || feeds == .performance {
            members.append(.init("performance", ["series": .array(report.performance.map(series))]))
        }
        if !report.measurements.isEmpty || feeds == .metrics {
            members.append(.init("metrics", .array(report.measurements.map(measurement))))
        }
        if !report.attestations.isEmpty {
            members.append(.init("attestations", .array(report.attestations.map { AttestationJSON.inspection($0) })))
        }
        return .object(members)
    }

    private static func message(_ message: ReportMessage) -> JSON {
        var json: JSON = ["severity": .string(message.severity.rawValue), "text": .string(message.text)]
        json["line"] = message.line.map { JSON($0) }
        json["column"] = message.column.map { JSON($0) }
        json["offset"] = message.offset.map { JSON($0) }
        json["weight"] = message.weight.words.map { .string($0) }
        return json
    }

    private static func tests(_ tally: TestTally) -> JSON {
        [
            "total": JSON(tally.total), "passed": JSON(tally.passed), "failed": JSON(tally.failed),
            "errors": JSON(tally.errors), "skipped": JSON(tally.skipped), "flaky": JSON(tally.flaky),
            "duration_s": JSON(tally.duration),
        ]
    }

    private static func coverage(_ coverage: CoverageResults) -> JSON {
        let totals = coverage.totals
        let sorts: [(String, Fraction?)] = [
            ("lines", totals.lines), ("branches", totals.branches), ("functions", totals.functions),
            ("statements", totals.statements), ("instructions", totals.instructions),
        ]
        var members = sorts.compactMap { name, fraction in
            fraction.map { JSON.Member(name, ["covered": JSON($0.covered), "total": JSON($0.total)]) }
        }
        members.append(.init("files", JSON(coverage.files.count)))
        return .object(members)
    }

    private static func findings(_ results: FindingResults) -> JSON {
        var severities: [Finding.Severity: Int] = [:]
        var levels: [Finding.Level: Int] = [:]
        var suppressed = 0
        // By index: a copy of each finding would cost more than all else here.
        for index in results.findings.indices {
            severities[results.findings[index].severity, default: 0] += 1
            levels[results.findings[index].level, default: 0] += 1
            if results.findings[index].suppressed { suppressed += 1 }
        }
        let bySeverity = Finding.Severity.allCases.map { JSON.Member($0.rawValue, JSON(severities[$0] ?? 0)) }
        let byLevel = Finding.Level.allCases.map { JSON.Member($0.rawValue, JSON(levels[$0] ?? 0)) }
        return [
            "total": JSON(results.findings.count), "by_severity": .object(bySeverity), "by_level": .object(byLevel),
            "suppressed": JSON(suppressed),
        ]
    }

    private static func series(_ result: LoadResult) -> JSON {
        let latency = result.latency.map { JSON.Member($0.key.description, JSON($0.value)) }.sorted { $0.key < $1.key }
        var json: JSON = ["labels": labels(result.labels)]
        json["requests"] = result.requests.map { JSON($0) }
        json["failed"] = result.failed.map { JSON($0) }
        json["error_rate"] = result.errorRate.map { JSON($0) }
        json["rps"] = result.requestRate.map { JSON($0) }
        json["dropped_iterations"] = result.droppedIterations.map { JSON($0) }
        json["duration_s"] = result.duration.map { JSON($0) }
        json["latency_s"] = .object(latency)
        json["histogram"] = result.histogram.map { ["buckets": JSON($0.bounds.count), "total": JSON($0.total)] }
        return json
    }

    private static func measurement(_ measurement: Measurement) -> JSON {
        var json: JSON = [
            "metric": .string(measurement.metric.name), "value": JSON(measurement.value),
            "dimension": .string(measurement.dimension.rawValue), "labels": labels(measurement.labels),
            "samples": JSON(measurement.samples), "offenders": .array(measurement.offenders.map(offender)),
            "notes": .array(measurement.notes.map { .string($0) }),
        ]
        json["doubt"] = measurement.doubt.map { .string($0) }
        return json
    }

    private static func offender(_ offender: Offender) -> JSON {
        var json: JSON = ["name": .string(offender.name)]
        json["file"] = offender.file.map { .string($0) }
        json["line"] = offender.line.map { JSON($0) }
        json["detail"] = offender.detail.map { .string($0) }
        return json
    }

    private static func labels(_ labels: Labels) -> JSON {
        .object(labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
    }
}
