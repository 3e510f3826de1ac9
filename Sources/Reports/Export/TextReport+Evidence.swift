import Core

extension TextReport {
    static func tests(_ evidence: EvidenceView, _ page: inout TextPage) {
        let tally = evidence.tally
        guard tally.total > 0 else { return }
        page.heading("Tests")
        let parts = [
            (tally.failed, "failed"), (tally.errors, "broken"), (tally.passed, "passed"), (tally.skipped, "skipped"),
            (tally.flaky, "flaky"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let total = Display.count(tally.total, "test")
        page.wrapped("  ", "\(total): \(parts), in \(Display.seconds(tally.duration))", indent: 4)
        for test in evidence.failed {
            let word = page.paint(test.status == .error ? "broken" : "failed", .fail)
            page.wrapped("  ", "\(word)  \(page.bold(test.title))", indent: 10)
            if let place = test.place { page.wrapped("          ", "at \(place)", indent: 10) }
            let lines = test.message.split(separator: "\n", omittingEmptySubsequences: true)
            for line in lines.prefix(6) { page.wrapped("          ", String(line), indent: 10) }
            if lines.count > 6 { page.line("          … \(Display.count(lines.count - 6, "line")) more") }
        }
        if evidence.unlistedFailed > 0 { page.line("  … \(evidence.unlistedFailed) more that did not pass") }
        if !evidence.flaky.isEmpty {
            page.wrapped("  ", "passed only after a failed try: " + evidence.flaky.joined(separator: ", "), indent: 4)
        }
    }

    static func coverage(_ coverage: CoverageView, _ page: inout TextPage) {
        guard coverage.fileCount > 0 else { return }
        page.heading("Coverage")
        for total in coverage.totals {
            page.line("  \(page.padded(total.name, 12))  \(Display.share(total.fraction))")
        }
        for row in coverage.components { page.line("  \(page.padded(row.name, 24))  \(lines(row))") }
        let open = coverage.files.filter { $0.lines.map { $0.covered < $0.total } ?? false }
        if !open.isEmpty { page.line("  least covered of \(Display.count(coverage.fileCount, "file")):") }
        for row in open.prefix(8) {
            let missed = row.missed.isEmpty ? "" : "  missed \(row.missed)"
            page.wrapped("    ", "\(page.padded(lines(row), 24))  \(row.name)\(missed)", indent: 30)
        }
    }

    private static func lines(_ row: CoverageView.Row) -> String { row.lines.map(Display.share) ?? "no line data" }

    static func findings(_ evidence: EvidenceView, _ page: inout TextPage) {
        guard !evidence.scans.isEmpty || !evidence.findings.isEmpty else { return }
        page.heading("Findings")
        let counts = evidence.findingCounts.isEmpty ? "none" : evidence.findingCounts.joined(separator: ", ")
        let suppressed = evidence.suppressed > 0 ? "; \(evidence.suppressed) suppressed" : ""
        page.line("  \(counts)\(suppressed)")
        for finding in evidence.findings {
            let place = finding.place.map { "\($0): " } ?? ""
            page.wrapped(
                "  \(page.padded(finding.severity, 9))  ",
                "\(place)\(finding.message) [\(finding.rule)]",
                indent: 13
            )
        }
        if evidence.unlistedFindings > 0 { page.line("  … \(evidence.unlistedFindings) more") }
        for scan in evidence.scans { page.wrapped("  ", page.dim("scanned by \(scan)"), indent: 4) }
    }

    static func performance(_ evidence: EvidenceView, _ page: inout TextPage) {
        guard !evidence.series.isEmpty else { return }
        page.heading("Performance")
        for series in evidence.series {
            let latencies = series.latencies.isEmpty ? "" : ", " + series.latencies.joined(separator: ", ")
            let text = "\(series.requests) requests, errors \(series.errors), \(series.rate)\(latencies)"
            page.wrapped("  ", "\(page.bold(series.name)): \(text)", indent: 4)
        }
    }

    static func files(_ view: ReportView, _ page: inout TextPage) {
        guard !view.files.isEmpty else { return }
        page.heading("Reports read")
        for file in view.files {
            let color: Verdict = file.status == .ok ? .pass : file.status == .warning ? .warn : .error
            let tool = file.tool.map { ", \($0)" } ?? ""
            let word = page.paint(page.padded(file.status.rawValue, 7), color)
            page.wrapped("  \(word)  ", "\(file.path) (\(file.format)\(tool), \(file.size))", indent: 11)
            for message in file.messages.prefix(5) { page.wrapped("           ", message, indent: 13) }
            if file.messages.count > 5 { page.line("           … \(file.messages.count - 5) more") }
        }
    }

    static func facts(_ view: ReportView, _ page: inout TextPage) {
        guard !view.facts.isEmpty else { return }
        page.heading("Run")
        for fact in view.facts { page.wrapped("  \(page.padded(fact.name, 10))  ", fact.value, indent: 14) }
    }
}
