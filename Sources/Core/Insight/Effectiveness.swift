import Criteria

/// What came of a target of `effectiveness_metrics`.
package struct EffectivenessResult: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        /// In the base unit of the metric, and whether the target is met.
        case measured(Double, met: Bool)
        /// Which feed is lacking.
        case missing(String)
    }

    package var target: EffectivenessTarget
    package var outcome: Outcome

    /// The targets of the settings, each with what the window says of it.
    package static func results(_ window: InsightWindow) -> [EffectivenessResult] {
        window.settings.targets.map { target in
            switch value(target.name, window) {
            case .failure(let lack): EffectivenessResult(target: target, outcome: .missing(lack.feed))
            case .success(let value):
                EffectivenessResult(
                    target: target,
                    outcome: .measured(
                        value,
                        met: target.condition.evaluate { _ in .quantity(value, target.dimension) }.truth ?? false
                    )
                )
            }
        }
    }

    private struct Lack: Error {
        var feed: String
    }

    private static func value(_ name: String, _ window: InsightWindow) -> Result<Double, Lack> {
        switch name {
        case "bugs_found_in_testing": share(window) { !$0.isEscaped }
        case "production_escape_rate": share(window, where: \.isEscaped)
        case "mean_time_to_detection": detection(window)
        case "test_execution_time":
            found(window.trend("execution_time")?.median, "runs in the history")
        case "flaky_test_rate": found(window.flaky.rate, "test results in the history")
        case "test_maintenance_effort":
            found(
                window.changedLines.flatMap { $0.all > 0 ? Double($0.tests) / Double($0.all) : nil },
                "commits within the period, in a git repository with its history"
            )
        case "mutation_test_score": figure(window, "mutation", "a mutation test's report and a criterion on it")
        case "critical_path_coverage":
            figure(window, "critical_paths", "a coverage report and `coverage_gate.critical_paths`")
        case "edge_case_coverage": edgeCases(window)
        default: .failure(Lack(feed: "nothing measures \(name)"))
        }
    }

    private static func found(_ value: Double?, _ feed: String) -> Result<Double, Lack> {
        value.map { .success($0) } ?? .failure(Lack(feed: feed))
    }

    private static func share(_ window: InsightWindow, where belongs: (TrackedIssue) -> Bool) -> Result<Double, Lack> {
        guard let bugs = bugs(window) else { return .failure(Lack(feed: "`issues:`, a file of issues and incidents")) }
        guard !bugs.isEmpty else { return .failure(Lack(feed: "issues with the label bug within the period")) }
        return .success(Double(bugs.count(where: belongs)) / Double(bugs.count))
    }

    private static func bugs(_ window: InsightWindow) -> [TrackedIssue]? {
        window.issues?.filter { issue in
            issue.isBug && issue.detected.map { $0 >= window.from && $0 < window.until } ?? false
        }
    }

    private static func detection(_ window: InsightWindow) -> Result<Double, Lack> {
        let times = bugs(window)?.compactMap { bug in
            bug.introduced.flatMap { introduced in bug.detected.map { max(0, $0 - introduced) } }
        }
        guard let times, !times.isEmpty else {
            return .failure(
                Lack(feed: "issues that say when the defect came in (`introduced`) and was found (`detected`)")
            )
        }
        return .success(times.reduce(0, +) / Double(times.count))
    }

    /// The worst cell of a criterion in the newest run that measured it.
    private static func figure(_ window: InsightWindow, _ word: String, _ feed: String) -> Result<Double, Lack> {
        let values = window.sound.lazy.map { record in
            record.figures.filter { $0.dimension == .ratio && $0.name.contains(word) }.map(\.value)
        }
        return found(values.first { !$0.isEmpty }?.min(), feed)
    }

    /// Edge cases whose test passed in the newest run, of all in the inventory.
    private static func edgeCases(_ window: InsightWindow) -> Result<Double, Lack> {
        let cases = window.settings.edgeCases
        guard !cases.isEmpty else { return .failure(Lack(feed: "`edge_cases:`, the inventory of edge cases")) }
        let passed = window.newest.filter { $0.outcome == .passed || $0.outcome == .flaky }.map(\.key)
        let held = cases.count { edge in
            edge.test.map { test in passed.contains { $0.text == test || $0.title.contains(test) } } ?? false
        }
        return .success(Double(held) / Double(cases.count))
    }
}
