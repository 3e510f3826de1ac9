import Core
import Criteria

extension HTMLReport {
    static func timeline(_ view: ReportView) -> [String: Any] {
        let timeline = TimelineView(view.steps)
        let names = timeline.critical.prefix(3).map { "\($0.name) (\(Display.seconds($0.seconds)))" }
        return [
            "rows": timeline.rows.map(step),
            "words": timeline.critical.isEmpty
                ? false
                : "The run's length hangs on \(Display.count(timeline.critical.count, "step")): the longest of them "
                    + "\(names.count == 1 ? "is" : "are") \(names.joined(separator: ", ")).",
        ]
    }

    private static func step(_ row: TimelineView.Row) -> [String: Any] {
        let step = row.step
        return [
            "name": step.name, "stage": step.stage, "kind": step.kind, "component": optional(step.component),
            "status": step.status.rawValue, "class": style(step), "detail": sentence(step.detail),
            "hasDetail": !step.detail.isEmpty, "critical": row.isCritical,
            "time": step.tries == 0 ? "—" : Display.seconds(step.seconds),
            "cpu": step.cpuSeconds.map(Display.seconds) ?? "—", "log": optional(step.log),
            "output": step.output.isEmpty ? [] : [step.output.joined(separator: "\n")],
            "bars": row.bars.map { bar in
                [
                    "left": percent(bar.start), "width": percent(max(bar.length, 0.004)),
                    "style": (bar.passed ? "good" : "bad") + (row.isCritical ? " critical" : ""),
                ]
            },
        ]
    }

    static func times(_ view: TestTimesView) -> Any {
        guard !view.flaky.isEmpty || !view.slow.isEmpty else { return false }
        let row = { (row: TestTimesView.Row) -> [String: Any] in
            [
                "title": row.title, "file": optional(row.file), "strip": HTMLPicture.strip(row.strip),
                "time": optional(row.time), "note": optional(row.note),
            ]
        }
        let share = view.share.isEmpty ? "" : "These \(view.slow.count) take \(view.share) of all tests' time."
        return [
            "unsound": view.flaky.map(row), "hasUnsound": !view.flaky.isEmpty,
            "moreUnsound": view.flakyCount > view.flaky.count
                ? "\(view.flaky.count) of \(view.flakyCount) shown" : false,
            "slow": view.slow.map(row), "hasSlow": !view.slow.isEmpty, "share": optional(share),
        ] as [String: Any]
    }

    static func component(_ view: ComponentView) -> [String: Any] {
        let tests = view.tests.map { tally in
            let bad = tally.failed + tally.errors
            return bad > 0 ? "\(bad) of \(tally.total) failed" : "\(tally.total) passed"
        }
        return [
            "name": view.name, "owner": optional(view.owner), "tests": tests ?? "—",
            "class": view.tests.map { $0.failed + $0.errors > 0 ? "bad" : "good" } ?? "none",
            "lines": view.lines.map { $0.total == 10_000 ? Display.rounded($0.ratio ?? 0, .ratio) : Display.share($0) }
                ?? "—",
            "width": percent(view.lines?.ratio ?? 0), "hasLines": view.lines != nil,
            "load": view.performance.prefix(3).map(\.self), "hasLoad": !view.performance.isEmpty,
            "time": view.seconds > 0 ? Display.seconds(view.seconds) : "—",
            "verdict": view.verdicts.isEmpty
                ? false : ["word": Display.word(view.worst), "class": style(view.worst)] as [String: Any],
        ]
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

    static func coverage(_ coverage: CoverageView, _ details: RunDetails) -> [String: Any] {
        let paths = details.criticalPaths.map(CoverageView.Row.init)
        return [
            "totals": coverage.totals.map { total in
                [
                    "name": total.name, "share": Display.share(total.fraction),
                    "width": percent(total.fraction.ratio ?? 0),
                ]
            },
            "components": coverage.components.map(row), "hasComponents": !coverage.components.isEmpty,
            "paths": paths.map(row), "hasPaths": !paths.isEmpty,
            "folders": coverage.folders.map(row), "hasFolders": coverage.folders.count > 1,
            "suites": details.matrix.map(matrix) ?? false,
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

    /// The suites of the matrix by how many lines each reaches; file by file the list tells it.
    private static func matrix(_ matrix: CoverageMatrix) -> Any {
        let rows = matrix.suites.enumerated().map { index, suite in
            let cells = matrix.cells.compactMap { $0[index] }
            let lines = cells.reduce(Fraction()) { $0 + $1 }
            return [
                "name": CleanText.line(suite), "number": Display.count(cells.count { $0.covered > 0 }, "file"),
                "lines": Display.share(lines), "width": percent(lines.ratio ?? 0),
            ] as [String: Any]
        }
        return ["rows": rows] as [String: Any]
    }

    static func performance(_ summary: RunSummary, _ view: ReportView) -> [String: Any] {
        let compared = view.gates.filter { $0.id == .performance }.flatMap(\.criteria).flatMap { criterion in
            criterion.cells.flatMap(\.values).flatMap { value in
                value.baselines.map { "\(criterion.path): \(value.rounded); \($0)" }
            }
        }
        return [
            "loads": LoadView.all(summary.reports).map { load in
                var row = series(load.series)
                row["scale"] = HTMLPicture.marks(load.marks, label: "percentiles on one scale with the other series")
                row["bins"] = HTMLPicture.bins(load.bins, label: "distribution of latencies")
                row["hasBins"] = !load.bins.isEmpty
                row["binRows"] = load.bins.map { ["range": $0.range, "count": "\($0.count)"] }
                return row
            },
            "compared": unique(compared), "hasCompared": !compared.isEmpty,
        ]
    }

    static func findings(_ evidence: EvidenceView, _ news: FindingComparison?) -> [String: Any] {
        let changed = news.map { news in
            "\(news.new.count) new and \(news.fixed.count) fixed since the run before"
        }
        return [
            "changed": optional(changed),
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
