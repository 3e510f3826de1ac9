import Criteria

/// Fills the points of a review.
struct ReviewWriter {
    let window: InsightWindow
    let plan: ImprovementPlan

    private var runs: [HistoricRecord] { window.sound }

    var overview: [[String]] {
        let names =
            window.settings.overview.isEmpty
            ? ["total_tests_run", "pass_rate", "average_execution_time", "flaky_test_count"] : window.settings.overview
        let rows = names.map { [$0, figure($0) ?? "not measured"] }
        return [["figure", "value"], ["runs", "\(window.records.count)"]] + rows
    }

    private func figure(_ name: String) -> String? {
        switch name {
        case "average_execution_time":
            let times = runs.map(\.run.seconds)
            return times.isEmpty ? nil : Self.seconds(times.reduce(0, +) / Double(times.count))
        case "flaky_test_count":
            return window.flaky.tests > 0 ? "\(window.flaky.rows.count { $0.state == .flaky })" : nil
        case "flaky_rate": return window.flaky.rate.map(ImprovementPlan.percent)
        default:
            guard let trend = window.trend(name), let latest = trend.latest else { return nil }
            return Quantity(measured: latest, trend.dimension).rounded(decimals: 1).description
        }
    }

    /// Every name of the agenda and of the outcomes; another one cannot be configured.
    func point(_ name: String) -> Review.Point {
        switch name {
        case "execution_time_trends": trend(name, "execution_time", "runs in the history")
        case "failure_rate_analysis": failures(name)
        case "coverage_trends": trend(name, "coverage", "coverage reports in the runs")
        case "false_positive_rate": falsePositives(name)
        case "escaped_defects_analysis": escaped(name)
        case "gate_adjustment_recommendations": gates(name)
        case "obsolete_test_removal": items(name, [.value], "tests that never ran or never failed: none")
        case "test_refactoring_priorities": items(name, [.reliability, .performance], "flaky and slow tests: none")
        case "new_test_requirements": items(name, [.coverage], "coverage gaps: none")
        case "tool_performance_review": steps(name)
        case "infrastructure_cost_analysis": costs(name)
        case "upgrade_recommendations":
            lacking(name, "a list of the tools' releases; Assay knows which versions ran only")
        case "improvement_backlog": items(name, ImprovementPlan.Item.Kind.allCases, "nothing to improve was found")
        case "updated_test_strategy": strategy(name)
        case "resource_allocation_changes": allocation(name)
        default: lacking(name, "nothing fills it")
        }
    }

    func lacking(_ name: String, _ feed: String) -> Review.Point {
        Review.Point(name, lines: ["not filled; lacking: \(feed)"])
    }

    func trend(_ name: String, _ figure: String, _ feed: String) -> Review.Point {
        guard let trend = window.trend(figure), let latest = trend.latest, let median = trend.median else {
            return lacking(name, feed)
        }
        let words = { Quantity(measured: $0, trend.dimension).rounded(decimals: 1).description }
        var point = Review.Point(name)
        point.lines.append("median \(words(median)) of \(trend.points.count) runs, last \(words(latest))")
        if let weekly = trend.weekly, weekly != 0 {
            point.lines.append("\(weekly > 0 ? "up" : "down") by \(words(weekly.magnitude)) a week")
        }
        for change in trend.changes {
            let run = trend.points[change.index].run
            point.lines.append(
                "changed for good with run \(run): from \(words(change.before)) to \(words(change.after))"
            )
        }
        return point
    }

    private func failures(_ name: String) -> Review.Point {
        guard let trend = window.trend("failure_rate"), let median = trend.median else {
            return lacking(name, "test results in the history")
        }
        var point = Review.Point(name, lines: ["median failure rate \(ImprovementPlan.percent(median))"])
        let failed = window.records.count { $0.run.verdict == .fail }
        point.lines.append("\(failed) of \(window.records.count) runs failed")
        if !window.flaky.outages.isEmpty {
            let names = window.flaky.outages.map(\.id).joined(separator: ", ")
            point.lines.append("most tests failed at once in \(names): left out of all figures")
        }
        var components: [String: (runs: Int, failed: Int)] = [:]
        for step in runs.flatMap(\.steps) {
            let part = step.component ?? step.name
            components[part, default: (0, 0)].runs += 1
            if !step.passed { components[part, default: (0, 0)].failed += 1 }
        }
        let rows = components.filter { $0.value.failed > 0 }.sorted { $0.key < $1.key }.map { name, counts in
            [name, "\(counts.failed) of \(counts.runs)"]
        }
        if !rows.isEmpty { point.table = [["component or step", "failed"]] + rows }
        return point
    }

    private func falsePositives(_ name: String) -> Review.Point {
        let failed = window.records.filter {
            $0.run.verdict == .fail || ($0.run.verdict == nil && $0.run.tally.failed > 0)
        }
        guard !window.records.isEmpty else { return lacking(name, "runs in the history") }
        let groundless = failed.count { window.flaky.blocked.contains($0.run.id) }
        guard !failed.isEmpty else { return Review.Point(name, lines: ["no run failed"]) }
        let share = ImprovementPlan.percent(Double(groundless) / Double(failed.count))
        return Review.Point(
            name,
            lines: [
                "\(groundless) of \(failed.count) failed runs (\(share)) were failed by tests that cannot be believed, and nothing else"
            ] + (window.replay?.lines ?? [])
        )
    }

    private func escaped(_ name: String) -> Review.Point {
        guard let issues = window.issues else { return lacking(name, "`issues:`, a file of issues and incidents") }
        let own = issues.filter {
            $0.isEscaped && ($0.detected.map { $0 >= window.from && $0 < window.until } ?? false)
        }
        return Review.Point(
            name,
            lines: ["\(own.count) defects were found by users"],
            table: own.isEmpty ? [] : [["issue"]] + own.map { [$0.id] }
        )
    }

    /// Criteria that say the same in every run, or often nothing at all.
    private func gates(_ name: String) -> Review.Point {
        var verdicts: [String: [Verdict]] = [:]
        for criterion in runs.flatMap(\.criteria) { verdicts[criterion.path, default: []].append(criterion.verdict) }
        guard !verdicts.isEmpty else { return lacking(name, "runs that gates have judged") }
        let rows = verdicts.sorted { $0.key < $1.key }.compactMap { path, all -> [String]? in
            let failed = all.count { $0 == .fail }
            let silent = all.count { $0 == .inconclusive || $0 == .notEvaluated || $0 == .error }
            if all.count >= 5, failed == all.count {
                return [path, "failed in all \(all.count) runs: nobody can act on it"]
            }
            if silent * 5 > all.count {
                return [path, "said nothing in \(silent) of \(all.count) runs: mend its evidence"]
            }
            return nil
        }
        let tried = window.replay?.lines ?? ["try a change of a gate over the past: `assay replay FILE`"]
        if rows.isEmpty {
            return Review.Point(name, lines: ["all \(verdicts.count) criteria spoke, and none failed always"] + tried)
        }
        return Review.Point(name, lines: tried, table: [["criterion", "why"]] + rows)
    }

    private func items(_ name: String, _ kinds: [ImprovementPlan.Item.Kind], _ nothing: String) -> Review.Point {
        let items = plan.items.filter { kinds.contains($0.kind) }
        guard !items.isEmpty else { return Review.Point(name, lines: [nothing]) }
        return Review.Point(
            name,
            table: [["what", "evidence", "effect"]] + items.map { [$0.subject, $0.evidence, $0.effect] }
        )
    }

    private func steps(_ name: String) -> Review.Point {
        let times = stepTimes
        guard !times.isEmpty else { return lacking(name, "runs with steps, made by `assay run`") }
        let rows = times.sorted { $0.key < $1.key }.map { name, all -> [String] in
            let change = ChangePoints.find(in: all, rules: .init(smallestChange: 0.1)).last
            let words = change.map { "from \(Self.seconds($0.before)) to \(Self.seconds($0.after))" } ?? "steady"
            return [name, Self.seconds(Median.of(all) ?? 0), words]
        }
        return Review.Point(name, table: [["step", "median", "change"]] + rows)
    }

    /// Seconds of each step, oldest first.
    private var stepTimes: [String: [Double]] {
        var times: [String: [Double]] = [:]
        let machine = runs.first?.run.machine
        for step in runs.reversed().filter({ $0.run.machine == machine }).flatMap(\.steps) {
            times[step.name, default: []].append(step.seconds)
        }
        return times
    }

    private func costs(_ name: String) -> Review.Point {
        guard !window.settings.costs.isEmpty else { return lacking(name, "`costs:`, what a minute of each step costs") }
        let rates = Dictionary(window.settings.costs.map { ($0.step, $0.perMinute) }) { first, _ in first }
        var sum = 0.0
        let rows = stepTimes.sorted { $0.key < $1.key }.compactMap { step, times -> [String]? in
            guard let rate = rates[step] ?? rates["*"] else { return nil }
            let cost = times.reduce(0, +) / 60 * rate
            sum += cost
            return [step, Self.seconds(times.reduce(0, +)), Self.money(cost)]
        }
        return Review.Point(
            name,
            lines: ["\(Self.money(sum)) for \(runs.count) runs"],
            table: rows.isEmpty ? [] : [["step", "time", "cost"]] + rows
        )
    }

    private func strategy(_ name: String) -> Review.Point {
        let missed = EffectivenessResult.results(window).filter { result in
            if case .measured(_, met: false) = result.outcome { true } else { false }
        }
        guard !window.settings.targets.isEmpty else {
            return lacking(name, "`effectiveness_metrics:`, the targets of the tests")
        }
        if missed.isEmpty { return Review.Point(name, lines: ["no target that could be measured was missed"]) }
        return Review.Point(name, lines: missed.map { "\($0.target.name) misses its target \($0.target.written)" })
    }

    private func allocation(_ name: String) -> Review.Point {
        let times = stepTimes.mapValues { Median.of($0) ?? 0 }.filter { $0.value > 0 }
        guard let longest = times.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
            return lacking(name, "runs with steps, made by `assay run`")
        }
        let all = times.values.reduce(0, +)
        let share = ImprovementPlan.percent(longest.value / all)
        return Review.Point(
            name,
            lines: ["step \(longest.key) takes \(share) of the time of all steps: more workers help there first"]
        )
    }

    /// The targets with what became of them.
    var targets: Review.Point {
        let rows = EffectivenessResult.results(window).map { result -> [String] in
            switch result.outcome {
            case .missing(let feed):
                return [result.target.name, result.target.written, "not measured; lacking: \(feed)"]
            case .measured(let value, let met):
                let words = Quantity(measured: value, result.target.dimension).rounded(decimals: 1).description
                return [result.target.name, result.target.written, "\(words): \(met ? "met" : "missed")"]
            }
        }
        return Review.Point("effectiveness_metrics", table: [["metric", "target", "result"]] + rows)
    }

    private static func seconds(_ value: Double) -> String { ImprovementPlan.seconds(value) }

    private static func money(_ value: Double) -> String {
        let cents = Int((value * 100).rounded())
        return "\(cents / 100).\(CalendarDay.two(cents % 100))"
    }
}
