import Core

extension HTMLReport {
    static func steps(_ view: ReportView, _ summary: RunSummary) -> [[String: Any]] {
        let span = StepView.span(summary.steps)
        return zip(view.steps, summary.steps).map { step, record in
            let bars = span.map { StepView.bars(record, from: $0.start, to: $0.end) } ?? []
            return [
                "name": step.name, "stage": step.stage, "kind": step.kind, "component": optional(step.component),
                "status": step.status.rawValue, "class": style(step), "detail": sentence(step.detail),
                "hasDetail": !step.detail.isEmpty,
                "time": step.tries == 0 ? "—" : Display.seconds(step.seconds),
                "cpu": step.cpuSeconds.map(Display.seconds) ?? "—", "log": optional(step.log),
                "output": step.output.isEmpty ? [] : [step.output.joined(separator: "\n")],
                "bars": bars.map { bar in
                    [
                        "left": percent(bar.start), "width": percent(max(bar.length, 0.004)),
                        "style": bar.passed ? "good" : "bad",
                    ]
                },
            ]
        }
    }

    private static func style(_ step: StepView) -> String {
        switch step.status {
        case .passed: "good"
        case .flaky, .found: "warn"
        case .failed: step.allowFailure ? "warn" : "bad"
        case .skipped: "none"
        case .cancelled: "open"
        }
    }

    static func tests(_ evidence: EvidenceView) -> [String: Any] {
        let tally = evidence.tally
        let counts: [(String, Int, String)] = [
            ("failed", tally.failed, "bad"), ("broken", tally.errors, "bad"), ("passed", tally.passed, "good"),
            ("skipped", tally.skipped, "none"), ("flaky", tally.flaky, "warn"),
        ]
        return [
            "total": tally.total, "time": Display.seconds(tally.duration),
            "counts": counts.filter { $0.1 > 0 }.map { ["name": $0.0, "number": $0.1, "class": $0.2] },
            "failed": evidence.failed.map { test in
                [
                    "title": test.title, "status": test.status == .error ? "broken" : "failed",
                    "place": optional(test.place), "time": optional(test.seconds), "report": test.report,
                    "message": optional(test.message),
                ]
            },
            "moreFailed": more(evidence.unlistedFailed), "flaky": evidence.flaky, "hasFlaky": !evidence.flaky.isEmpty,
        ]
    }

    static func coverage(_ coverage: CoverageView) -> [String: Any] {
        [
            "totals": coverage.totals.map { total in
                [
                    "name": total.name, "share": Display.share(total.fraction),
                    "width": percent(total.fraction.ratio ?? 0),
                ]
            },
            "components": coverage.components.map(row), "hasComponents": !coverage.components.isEmpty,
            "rows": coverage.files.map(row), "count": Display.count(coverage.fileCount, "file"),
            "moreFiles": more(coverage.unlistedFiles),
        ]
    }

    private static func row(_ row: CoverageView.Row) -> [String: Any] {
        [
            "name": row.name, "lines": row.lines.map(Display.share) ?? "—", "width": percent(row.lines?.ratio ?? 0),
            "branches": row.branches.map(Display.share) ?? "—", "missed": optional(row.missed),
        ]
    }

    static func findings(_ evidence: EvidenceView) -> [String: Any] {
        [
            "counts": evidence.findingCounts.isEmpty ? "no finding" : evidence.findingCounts.joined(separator: ", "),
            "suppressed": evidence.suppressed > 0 ? "\(evidence.suppressed) suppressed" : false,
            "hasRows": !evidence.findings.isEmpty,
            "rows": evidence.findings.map { finding in
                [
                    "severity": finding.severity, "class": severityStyle(finding.severity), "rule": finding.rule,
                    "place": optional(finding.place), "message": finding.message, "tool": finding.tool,
                ]
            },
            "moreRows": more(evidence.unlistedFindings), "scans": evidence.scans,
        ]
    }

    private static func severityStyle(_ severity: String) -> String {
        switch severity {
        case "critical", "high", "error": "bad"
        case "medium", "warning": "warn"
        default: "none"
        }
    }

    static func series(_ series: EvidenceView.Series) -> [String: Any] {
        [
            "name": series.name, "requests": series.requests, "errors": series.errors, "rate": series.rate,
            "latencies": series.latencies.isEmpty ? "not said" : series.latencies.joined(separator: ", "),
            "report": series.report,
        ]
    }

    static func file(_ file: ReportView.File) -> [String: Any] {
        [
            "path": file.path, "format": file.format, "tool": optional(file.tool), "status": file.status.rawValue,
            "class": file.status == .ok ? "good" : file.status == .warning ? "warn" : "bad", "size": file.size,
            "step": optional(file.step), "messages": Array(file.messages.prefix(20)),
            "moreMessages": more(file.messages.count - 20),
        ]
    }

    /// A part of a hundred with two decimals, as the bars take it.
    private static func percent(_ ratio: Double) -> String {
        let hundredths = Int((min(max(ratio.isFinite ? ratio : 0, 0), 1) * 10_000).rounded())
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
    }
}
