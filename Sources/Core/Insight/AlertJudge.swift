package import Criteria

/// The figures of one run that alerts, trends and targets speak of.
package struct RunFigures: Sendable, Hashable {
    package struct Figure: Sendable, Hashable {
        package var value: Double
        package var dimension: Dimension

        package init(value: Double, dimension: Dimension) {
            self.value = value
            self.dimension = dimension
        }
    }

    package var run: RunComparison.RunName
    /// Seconds since 1970.
    package var started: Double
    /// The class of machine; times are compared on one only.
    package var machine: String?
    package var branch: String?
    /// By name, as conditions write them; what was not measured is not there.
    package var values: [String: Figure]

    package init(
        run: RunComparison.RunName,
        started: Double,
        machine: String? = nil,
        branch: String? = nil,
        values: [String: Figure] = [:]
    ) {
        self.run = run
        self.started = started
        self.machine = machine
        self.branch = branch
        self.values = values
    }

    /// Of a record: its own figures, and what follows from its tally.
    package init(_ record: HistoricRecord) {
        self.init(
            run: record.run.name,
            started: record.run.started,
            machine: record.run.machine,
            branch: record.run.branch
        )
        for figure in record.figures { values[figure.name] = Figure(value: figure.value, dimension: figure.dimension) }
        let tally = record.run.tally
        guard tally.executed > 0 else { return }
        let share = { (count: Int) in Figure(value: Double(count) / Double(tally.executed), dimension: .ratio) }
        values["average_execution_time"] = values["execution_time"]
        values["pass_rate"] = share(tally.passed)
        values["failure_rate"] = share(tally.failed + tally.errors)
        values["error_rate"] = share(tally.errors)
        values["total_tests_run"] = Figure(value: Double(tally.total), dimension: .count)
    }
}

/// Judges the alerts of a project at the end of a run.
package struct AlertJudge: Sendable {
    /// An alert is over once its condition has not held in so many runs in a row.
    private static let quietRuns = 2
    /// Runs that are looked back on for what an alert was before.
    private static let depth = 10

    /// Of one line, newest first; the first one is the run that is judged.
    private let line: [RunFigures]

    package init(line: [RunFigures]) { self.line = line }

    /// The alerts that stand at the newest run.
    package func raised(_ rules: [AlertRule]) -> [RaisedAlert] { rules.compactMap(raised) }

    private func raised(_ rule: AlertRule) -> RaisedAlert? {
        guard !line.isEmpty else { return nil }
        let held = (0..<min(line.count, Self.depth)).map { holds(rule, at: $0) }
        // A value that is missing changes nothing: it neither raises nor ends an alert.
        guard let standing = held.prefix(Self.quietRuns).firstIndex(of: true) else { return nil }
        let isOngoing = standing > 0 || wasRaised(held)
        return RaisedAlert(
            name: rule.name,
            severity: rule.severity,
            condition: "\(rule.condition)",
            values: words(rule, at: standing),
            isOngoing: isOngoing,
            key: RaisedAlert.key(of: rule.name, branch: line[0].branch)
        )
    }

    /// Whether the alert stood before the newest run already.
    private func wasRaised(_ held: [Bool?]) -> Bool { held.dropFirst().prefix(Self.quietRuns).contains(true) }

    private func holds(_ rule: AlertRule, at index: Int) -> Bool? {
        rule.condition.evaluate { value(of: $0, rule, at: index).value }.truth
    }

    /// The values that the condition speaks of, each as people read it.
    private func words(_ rule: AlertRule, at index: Int) -> String {
        var seen: Set<Reference> = []
        return rule.condition.references.filter { seen.insert($0).inserted }.compactMap { reference in
            let found = value(of: reference, rule, at: index)
            guard case .quantity(let amount, let dimension) = found.value else { return nil }
            let rounded = Quantity(measured: amount, dimension).rounded(decimals: 2)
            return
                "\(reference.description) is \(rounded)\(found.runs > 1 ? " (the median of \(found.runs) runs)" : "")"
        }.joined(separator: ", ")
    }

    private func value(of reference: Reference, _ rule: AlertRule, at index: Int) -> (value: Value, runs: Int) {
        let figures: [RunFigures.Figure]
        switch reference.moment {
        case .current: figures = line[index].values[reference.name].map { [$0] } ?? []
        case .previous, .baseline:
            let machine = line[index].machine
            let earlier = line.dropFirst(index + 1).lazy.compactMap { run -> RunFigures.Figure? in
                guard let figure = run.values[reference.name] else { return nil }
                return figure.dimension == .duration && run.machine != machine ? nil : figure
            }
            figures = Array(earlier.prefix(rule.medianOf))
            // A median of fewer runs than asked for is another one.
            guard figures.count == rule.medianOf else { return (.unknown(reason: "too few runs before"), 0) }
        }
        guard let middle = Median.of(figures.map(\.value)), let dimension = figures.first?.dimension else {
            return (.unknown(reason: "no value for \(reference.name)"), 0)
        }
        return (.quantity(middle, dimension), figures.count)
    }
}
