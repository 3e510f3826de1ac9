import Criteria

/// What is not covered, tells nothing, belongs to nobody, or stays although it was found.
extension ImprovementPlan {
    /// Runs without any failure after which a test is asked what it is for.
    private static let neverFailed = 200
    /// Days without a run of the test.
    private static let skippedDays = 14
    /// Days after which a finding that weighs is said to stay.
    private static let staleDays = 30.0

    /// Uncovered lines weigh more in files that change often, and in those of critical paths.
    static func uncovered(_ window: InsightWindow) -> [Item] {
        let weighed = window.files.map { file in
            let missed = file.lines.total - file.lines.covered
            let commits = window.commits[file.path] ?? 0
            let weight = missed * (1 + commits) * (window.criticalFiles.contains(file.path) ? 3 : 1)
            return (file: file, missed: missed, commits: commits, weight: weight)
        }
        let worst = weighed.filter { gap in
            // A few lines of a file that is covered well are no gap.
            gap.missed >= 5 && (gap.file.lines.ratio ?? 1) < 0.8
        }.sorted { ($1.weight, $0.file.path) < ($0.weight, $1.file.path) }
        return worst.prefix(listed).map { gap in
            let critical = window.criticalFiles.contains(gap.file.path) ? ", on a critical path" : ""
            let commits = gap.commits > 0 ? ", touched by \(gap.commits) commits" : ""
            return Item(
                .coverage,
                gap.file.path,
                evidence: "\(gap.missed) of \(gap.file.lines.total) lines not covered\(commits)\(critical)",
                effect: "coverage of the file from \(percent(gap.file.lines.ratio ?? 0)) up",
                command: "assay report --format html --output report.html"
            )
        }
    }

    static func valueless(_ window: InsightWindow) -> [Item] {
        let present = Set(window.newest.map(\.key.hash))
        let lastDay = window.allTime.map(\.lastDay).max() ?? 0
        let known = window.allTime.filter { present.contains($0.key.hash) }
        let skipped = known.filter { $0.executed == 0 && lastDay - $0.firstDay >= skippedDays }.map { total in
            Item(
                .value,
                total.key.title,
                evidence: "skipped in all of its \(total.runs) runs, for \(lastDay - total.firstDay) days",
                effect: "one test less that looks like one: mend it or take it out",
                command: show(total.key)
            )
        }
        // Only what costs something is asked what it is for.
        let never = known.filter { total in
            total.executed >= neverFailed && total.failed + total.flaky == 0
                && (total.meanSeconds ?? 0) >= slowSeconds
        }.map { total in
            Item(
                .value,
                total.key.title,
                evidence: "has not failed in \(total.executed) runs, and takes \(seconds(total.meanSeconds ?? 0)) each",
                effect:
                    "\(seconds(total.meanSeconds ?? 0)) a run, if it runs nightly only; a mutation test tells what it is worth",
                command: show(total.key)
            )
        }
        return skipped + never + repeated(window)
    }

    /// Tests that one run has more than once: two of one name, or one that two steps run.
    private static func repeated(_ window: InsightWindow) -> [Item] {
        let all = window.newest.filter { $0.count > 1 }.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }
        return all.prefix(listed).map { test in
            let times = test.count == 2 ? "twice" : "\(test.count) times"
            return Item(
                .value,
                test.key.title,
                evidence: "there \(times) in one run: two tests of one name, or one that several steps run",
                effect: test.seconds.map { "\(seconds($0)) a run, if it runs once" } ?? "its result is its own again",
                command: show(test.key)
            )
        }
    }

    static func unowned(_ window: InsightWindow) -> [Item] {
        guard let owner = window.owner else { return [] }
        let files = Set(window.newest.map(\.key.file).filter { !$0.isEmpty && owner($0) == nil })
        guard let first = files.min() else { return [] }
        let sorted = files.sorted()
        let more = sorted.count > 3 ? ", … \(sorted.count - 3) more" : ""
        return [
            Item(
                .ownership,
                sorted.prefix(3).joined(separator: ", ") + more,
                evidence:
                    "nobody answers for \(sorted.count == 1 ? "this test file" : "these \(sorted.count) test files")",
                effect: "failures reach somebody; add them to CODEOWNERS",
                command: "git shortlog -sn HEAD -- '\(first)'"
            )
        ]
    }

    /// Findings that weigh and that have been there for long.
    static func stale(_ window: InsightWindow) -> [Item] {
        let heavy = window.findings.filter { finding in
            finding.severity == .critical || finding.severity == .high
                || (finding.severity == .unknown && finding.level == .error)
        }
        let old = heavy.compactMap { finding -> (finding: HistoricFinding, days: Int)? in
            guard let since = window.sightings[finding.identity] else { return nil }
            let days = (window.until - since.started) / 86_400
            return days >= staleDays ? (finding, Int(days)) : nil
        }
        return old.prefix(listed).map { finding, days in
            Item(
                .security,
                finding.title,
                evidence: "\(finding.weight), found by \(finding.tool) for \(days) days",
                effect: "one finding less that people learn to look past",
                command: "assay waive '\(finding.rule)' --owner … --reason …"
            )
        }
    }

    static func show(_ key: TestKey) -> String { "assay history show '\(key.text)'" }
}
