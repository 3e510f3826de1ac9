import Core

extension MarkdownReport {
    static func tests(_ view: ReportView) -> String {
        let evidence = view.evidence
        let tally = evidence.tally
        var parts = [
            table(
                ["Tests", "Passed", "Failed", "Broken", "Skipped", "Flaky", "Time"],
                [
                    [tally.total, tally.passed, tally.failed, tally.errors, tally.skipped, tally.flaky].map { "\($0)" }
                        + [Display.seconds(tally.duration)]
                ]
            )
        ]
        for test in evidence.failed {
            let place = test.place.map { " at \(MarkdownText.code($0))" } ?? ""
            let word = test.status == .error ? "broken" : "failed"
            parts.append("**\(word)** \(MarkdownText.inline(test.title))\(place)")
            if !test.message.isEmpty { parts.append(MarkdownText.preformatted(test.message)) }
        }
        if evidence.unlistedFailed > 0 { parts.append("… \(evidence.unlistedFailed) more that did not pass") }
        if !evidence.flaky.isEmpty {
            parts.append(
                "Passed only after a failed try: " + evidence.flaky.map(MarkdownText.code).joined(separator: ", ")
            )
        }
        return parts.joined(separator: "\n\n")
    }

    static func steps(_ view: ReportView) -> String {
        table(
            ["Step", "Outcome", "Time", "Detail", "Log"],
            view.steps.map { step in
                [
                    MarkdownText.inline(step.name), step.status.rawValue,
                    step.tries == 0 ? "" : Display.seconds(step.seconds),
                    MarkdownText.inline(step.detail), step.log.map(MarkdownText.code) ?? "",
                ]
            }
        )
    }

    static func coverage(_ coverage: CoverageView) -> String {
        let totals = table(["Covered", "Share"], coverage.totals.map { [$0.name, Display.share($0.fraction)] })
        let rows = (coverage.components + coverage.files).map { row in
            [
                MarkdownText.code(row.name), row.lines.map(Display.share) ?? "", row.branches.map(Display.share) ?? "",
                MarkdownText.inline(row.missed),
            ]
        }
        let more = coverage.unlistedFiles > 0 ? "… \(Display.count(coverage.unlistedFiles, "file")) more" : ""
        return [totals, table(["Where", "Lines", "Branches", "Missed lines"], rows), more].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    static func findings(_ evidence: EvidenceView) -> String {
        let counts = evidence.findingCounts.isEmpty ? "none" : evidence.findingCounts.joined(separator: ", ")
        let rows = evidence.findings.map { finding in
            [
                finding.severity, finding.place.map(MarkdownText.code) ?? "", MarkdownText.inline(finding.message),
                MarkdownText.code(finding.rule),
            ]
        }
        let more = evidence.unlistedFindings > 0 ? "… \(evidence.unlistedFindings) more" : ""
        let suppressed = evidence.suppressed > 0 ? "\(evidence.suppressed) suppressed" : ""
        let scans = evidence.scans.map { "- scanned by \(MarkdownText.inline($0))" }.joined(separator: "\n")
        return [counts, table(["Severity", "Place", "Message", "Rule"], rows), more, suppressed, scans]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    static func performance(_ evidence: EvidenceView) -> String {
        table(
            ["Series", "Requests", "Errors", "Rate", "Latency"],
            evidence.series.map { series in
                [
                    MarkdownText.inline(series.name), series.requests, MarkdownText.inline(series.errors), series.rate,
                    MarkdownText.inline(series.latencies.joined(separator: ", ")),
                ]
            }
        )
    }

    static func files(_ view: ReportView) -> String {
        table(
            ["File", "Format", "Status", "Remarks"],
            view.files.map { file in
                [
                    MarkdownText.code(file.path), MarkdownText.inline(file.format), file.status.rawValue,
                    file.messages.prefix(5).map(MarkdownText.inline).joined(separator: "<br>"),
                ]
            }
        )
    }
}
