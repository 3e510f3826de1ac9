import Criteria

/// Figures over time, in a review.
extension ReviewWriter {
    /// Beyond so many days a table has a row a week.
    private static let dailyRows = 31

    /// Every name that `metrics_dashboard.trends` may hold, and what performance gates measure.
    static let trendNames = [
        "coverage_over_time", "test_execution_time_trend", "failure_rate_by_component", "defect_escape_rate",
        "pass_rate", "flaky_rate", "gate_verdicts", "performance_metrics",
    ]

    /// What is asked for, else all.
    var trends: [Review.Point] {
        let names = window.settings.trends.isEmpty ? Self.trendNames : window.settings.trends
        return names.map { name in
            switch name {
            case "coverage_over_time": overTime(name, "coverage", "coverage reports in the runs")
            case "test_execution_time_trend": overTime(name, "execution_time", "runs in the history")
            case "failure_rate_by_component": failuresByComponent(name)
            case "defect_escape_rate": escapes(name)
            case "gate_verdicts": gateVerdicts(name)
            case "performance_metrics": performance(name)
            default: overTime(name, name, "test results in the history")
            }
        }
    }

    private func overTime(_ name: String, _ figure: String, _ feed: String) -> Review.Point {
        var point = self.trend(name, figure, feed)
        guard let trend = window.trend(figure) else { return point }
        let rows = stretches(trend.points.map { ($0.time, $0.value) })
        let words = { Quantity(measured: $0, trend.dimension).rounded(decimals: 1).description }
        point.table = [["from", "median", "runs"]] + rows.map { [$0.day, words($0.median), "\($0.count)"] }
        return point
    }

    /// Values by day, or by week where there are many days.
    private func stretches(_ values: [(time: Double, value: Double)]) -> [(day: String, median: Double, count: Int)] {
        let first = CalendarDay(containing: window.from)?.number ?? 0
        let days = Set(values.compactMap { CalendarDay(containing: $0.time)?.number })
        let width = days.count > Self.dailyRows ? 7 : 1
        let groups = Dictionary(grouping: values) { value in
            ((CalendarDay(containing: value.time)?.number ?? first) - first) / width
        }
        return groups.sorted { $0.key < $1.key }.map { index, own in
            let start = CalendarDay(containing: Double(first + index * width) * 86_400)?.description ?? "?"
            return (start, Median.of(own.map(\.value)) ?? 0, own.count)
        }
    }

    /// Each component's share of failed runs, in the first half of the period and in the second.
    private func failuresByComponent(_ name: String) -> Review.Point {
        let middle = (window.from + window.until) / 2
        var counts: [String: [(runs: Int, failed: Int)]] = [:]
        for record in window.sound {
            let half = record.run.started < middle ? 0 : 1
            for step in record.steps {
                var own = counts[step.component ?? step.name] ?? [(0, 0), (0, 0)]
                own[half].runs += 1
                if !step.passed { own[half].failed += 1 }
                counts[step.component ?? step.name] = own
            }
        }
        guard !counts.isEmpty else { return lacking(name, "runs with steps, made by `assay run`") }
        let share = { (half: (runs: Int, failed: Int)) in
            half.runs == 0 ? "–" : ImprovementPlan.percent(Double(half.failed) / Double(half.runs))
        }
        let rows = counts.sorted { $0.key < $1.key }.map { part, halves in
            [part, share(halves[0]), share(halves[1]), "\(halves[0].failed + halves[1].failed)"]
        }
        return Review.Point(name, table: [["component or step", "first half", "second half", "failed runs"]] + rows)
    }

    /// Defects that users found, of all that were found, by day or week.
    private func escapes(_ name: String) -> Review.Point {
        guard let issues = window.issues else { return lacking(name, "`issues:`, a file of issues and incidents") }
        let own = issues.compactMap { issue -> (time: Double, value: Double)? in
            guard issue.isBug, let detected = issue.detected, detected >= window.from, detected < window.until else {
                return nil
            }
            return (detected, issue.isEscaped ? 1 : 0)
        }
        guard !own.isEmpty else { return lacking(name, "issues with the label bug within the period") }
        let escaped = own.count { $0.value == 1 }
        let share = ImprovementPlan.percent(Double(escaped) / Double(own.count))
        let groups = Dictionary(grouping: own) { Int(($0.time - window.from) / (7 * 86_400)) }
        let rows = groups.sorted { $0.key < $1.key }.map { week, found in
            let day = CalendarDay(containing: window.from + Double(week) * 7 * 86_400)?.description ?? "?"
            return [day, "\(found.count { $0.value == 1 }) of \(found.count)"]
        }
        return Review.Point(
            name,
            lines: ["\(escaped) of \(own.count) defects (\(share)) were found by users"],
            table: [["week from", "found by users"]] + rows
        )
    }

    /// How often each gate ended how.
    private func gateVerdicts(_ name: String) -> Review.Point {
        var counts: [String: [String: Int]] = [:]
        for record in window.records {
            let gates = Dictionary(grouping: record.criteria) { $0.path.prefix { $0 != "." } }
            for (gate, criteria) in gates {
                let verdicts = Set(criteria.map(\.verdict))
                let word =
                    verdicts.contains(.fail)
                    ? "failed" : verdicts.allSatisfy { !$0.blocks } ? "passed" : "said nothing"
                counts[String(gate), default: [:]][word, default: 0] += 1
            }
        }
        guard !counts.isEmpty else { return lacking(name, "runs that gates have judged") }
        let words = ["passed", "failed", "said nothing"]
        let rows = counts.sorted { $0.key < $1.key }.map { gate, own in [gate] + words.map { "\(own[$0] ?? 0)" } }
        return Review.Point(name, table: [["gate"] + words] + rows)
    }

    /// Where what performance gates measure has changed for good.
    private func performance(_ name: String) -> Review.Point {
        let prefix = "performance_gate."
        let names = Set(window.sound.flatMap(\.figures).map(\.name).filter { $0.hasPrefix(prefix) })
        guard !names.isEmpty else { return lacking(name, "runs whose performance a gate has judged") }
        let rows = names.sorted().compactMap { figure -> [String]? in
            guard let trend = window.trend(figure), let latest = trend.latest else { return nil }
            let words = { Quantity(measured: $0, trend.dimension).rounded(decimals: 1).description }
            let change = trend.changes.last.map { change in
                "from \(words(change.before)) to \(words(change.after)) with run \(trend.points[change.index].run)"
            }
            return [String(figure.dropFirst(prefix.count)), words(latest), change ?? "steady"]
        }
        return Review.Point(name, table: [["metric", "latest", "change"]] + rows)
    }
}
