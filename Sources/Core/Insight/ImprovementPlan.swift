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
            /// Findings that weigh and stay.
            case security
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
    static let slowSeconds = 1.0
    /// A test that takes at least this share of all tests' time is slow, whatever it takes.
    private static let slowShare = 0.05
    static let listed = 10

    package init(_ window: InsightWindow) {
        items += Self.flaky(window)
        items += Self.slower(window) + Self.slow(window)
        items += Self.uncovered(window)
        items += Self.valueless(window)
        items += Self.unowned(window)
        items += Self.stale(window)
        if window.newest.isEmpty { gaps.append("tests: no run holds any result") }
        if window.testSeconds == nil { gaps.append("slow tests: no report gives times") }
        if window.files.isEmpty { gaps.append("coverage: no run holds a coverage report") }
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
                row.state == .flaky
                ? "assay quarantine add '\(row.key.text)' --owner … --reason …" : show(row.key)
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
                effect: "\(seconds(point.after - point.before)) a run less",
                command: show(key)
            )
        }
    }

    private static func slow(_ window: InsightWindow) -> [Item] {
        guard let all = window.testSeconds, all > 0 else { return [] }
        let slow = window.newest.filter { ($0.seconds ?? 0) >= slowSeconds && ($0.seconds ?? 0) >= slowShare * all }
        let path = window.criticalPath
        return slow.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(listed).map { test in
            let own = test.seconds ?? 0
            return Item(
                .performance,
                test.key.title,
                evidence: "\(seconds(own)), \(percent(own / all)) of the tests' \(seconds(all))",
                effect: saving(half: own / 2, of: test, path),
                command: show(test.key)
            )
        }
    }

    /// What half of a test's time is worth: of the whole run, where it is known which step runs the test.
    private static func saving(half: Double, of test: TestObservation, _ path: PipelineTimes?) -> String {
        guard let path, let step = test.step else { return "half of it saves up to \(seconds(half)) a run" }
        let saved = path.saving(half, of: step)
        guard saved > 0 else {
            return "half of it saves \(seconds(half)) of work, and no waiting: others take longer than step \(step)"
        }
        return "with half of it a run ends up to \(seconds(saved)) earlier: step \(step) is on the critical path"
    }

    static func seconds(_ value: Double) -> String {
        Quantity(measured: value, .duration).rounded(decimals: 2).description
    }

    static func percent(_ ratio: Double) -> String {
        Quantity(measured: ratio, .ratio).rounded(decimals: 1).description
    }
}
