import Criteria

/// What would make the tests of a project better, each with its evidence, its effect and what to do next.
package struct ImprovementPlan: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        /// As the guide's engine names them, and two more.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            case performance
            case reliability
            case coverage
            /// Tests that tell nothing: they never fail, or never run.
            case value
            case ownership
        }

        package var kind: Kind
        /// The test or the file.
        package var subject: String
        package var evidence: String
        package var effect: String
        /// What to type next; nil where a person has to think first.
        package var command: String?

        package init(_ kind: Kind, _ subject: String, evidence: String, effect: String, command: String? = nil) {
            self.kind = kind
            self.subject = subject
            self.evidence = evidence
            self.effect = effect
            self.command = command
        }
    }

    /// Reliability first, then what saves most.
    package private(set) var items: [Item] = []
    /// What could not be looked at, and for want of what.
    package private(set) var gaps: [String] = []

    /// Tests below this many seconds are not worth a person's time.
    private static let slowSeconds = 1.0
    /// A test that takes at least this share of all tests' time is slow, whatever it takes.
    private static let slowShare = 0.05
    /// Runs without any failure after which a test is asked what it is for.
    private static let neverFailed = 200
    /// Days without a run of the test.
    private static let skippedDays = 14
    private static let listed = 10

    package init(_ window: InsightWindow) {
        items += Self.flaky(window)
        items += Self.slower(window) + Self.slow(window)
        items += Self.uncovered(window)
        items += Self.valueless(window)
        items += Self.unowned(window)
        if window.newest.isEmpty { gaps.append("tests: no run holds any result") }
        if window.testSeconds == nil { gaps.append("slow tests: no report gives times") }
        if window.sound.first?.files.isEmpty ?? true { gaps.append("coverage: no run holds a coverage report") }
        if window.commits.isEmpty {
            gaps.append("change frequency: git tells of no commit; gaps are weighed by size alone")
        }
        if window.owner == nil { gaps.append("owners: no CODEOWNERS file and no component names one") }
    }

    private static func flaky(_ window: InsightWindow) -> [Item] {
        window.flaky.rows.filter { $0.state == .flaky || $0.state == .broken }.map { row in
            let lost = seconds(row.secondsLost)
            let effect =
                row.runsBlocked > 0
                ? "\(row.runsBlocked) runs would not have been blocked, \(lost) of them saved"
                : "its verdict can be believed again"
            let command =
                row.state == .flaky ? "assay quarantine add '\(row.key.text)' --owner … --reason …" : nil
            return Item(
                .reliability,
                row.key.title,
                evidence: "\(row.state.rawValue): \(row.evidence.words)",
                effect: effect,
                command: command
            )
        }
    }

    /// Tests that have become slower for good.
    private static func slower(_ window: InsightWindow) -> [Item] {
        window.times.sorted { $0.key.text < $1.key.text }.compactMap { key, times in
            guard let point = ChangePoints.find(in: times, rules: .init(smallestChange: 0.2)).last,
                point.change > 0, point.after - point.before >= 0.1
            else { return nil }
            return Item(
                .performance,
                key.title,
                evidence:
                    "takes \(seconds(point.after)) since \(times.count - point.index) runs, \(seconds(point.before)) before",
                effect: "\(seconds(point.after - point.before)) a run less"
            )
        }
    }

    private static func slow(_ window: InsightWindow) -> [Item] {
        guard let all = window.testSeconds, all > 0 else { return [] }
        let slow = window.newest.filter { ($0.seconds ?? 0) >= slowSeconds && ($0.seconds ?? 0) >= slowShare * all }
        return slow.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(listed).map { test in
            let own = test.seconds ?? 0
            return Item(
                .performance,
                test.key.title,
                evidence: "\(seconds(own)), \(percent(own / all)) of the tests' \(seconds(all))",
                effect: "half of it saves up to \(seconds(own / 2)) a run"
            )
        }
    }

    /// Uncovered lines weigh more in files that change often, and in those of critical paths.
    private static func uncovered(_ window: InsightWindow) -> [Item] {
        let files = window.sound.first?.files ?? []
        let weighed = files.map { file in
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
                effect: "coverage of the file from \(percent(gap.file.lines.ratio ?? 0)) up"
            )
        }
    }

    private static func valueless(_ window: InsightWindow) -> [Item] {
        let present = Set(window.newest.map(\.key))
        let lastDay = window.allTime.map(\.lastDay).max() ?? 0
        let skipped = window.allTime.filter { total in
            present.contains(total.key) && total.executed == 0 && lastDay - total.firstDay >= skippedDays
        }.map { total in
            Item(
                .value,
                total.key.title,
                evidence: "skipped in all of its \(total.runs) runs, for \(lastDay - total.firstDay) days",
                effect: "one test less that looks like one: mend it or take it out"
            )
        }
        // Only what costs something is asked what it is for.
        let never = window.allTime.filter { total in
            present.contains(total.key) && total.executed >= neverFailed && total.failed + total.flaky == 0
                && (total.meanSeconds ?? 0) >= slowSeconds
        }.map { total in
            Item(
                .value,
                total.key.title,
                evidence: "has not failed in \(total.executed) runs, and takes \(seconds(total.meanSeconds ?? 0)) each",
                effect:
                    "\(seconds(total.meanSeconds ?? 0)) a run, if it runs nightly only; a mutation test tells what it is worth"
            )
        }
        return skipped + never
    }

    private static func unowned(_ window: InsightWindow) -> [Item] {
        guard let owner = window.owner else { return [] }
        let files = Set(window.newest.map(\.key.file).filter { !$0.isEmpty && owner($0) == nil })
        guard !files.isEmpty else { return [] }
        let sorted = files.sorted()
        let more = sorted.count > 3 ? ", … \(sorted.count - 3) more" : ""
        return [
            Item(
                .ownership,
                sorted.prefix(3).joined(separator: ", ") + more,
                evidence:
                    "nobody answers for \(sorted.count == 1 ? "this test file" : "these \(sorted.count) test files")",
                effect: "failures reach somebody; add them to CODEOWNERS"
            )
        ]
    }

    static func seconds(_ value: Double) -> String {
        Quantity(measured: value, .duration).rounded(decimals: 2).description
    }

    static func percent(_ ratio: Double) -> String {
        Quantity(measured: ratio, .ratio).rounded(decimals: 1).description
    }
}
