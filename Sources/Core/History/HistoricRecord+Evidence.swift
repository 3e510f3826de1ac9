import Criteria

extension HistoricRecord {
    /// What the history takes in of a run that has been judged.
    ///
    /// `tests`: every result of the run, where they were kept; else what the evidence has kept of them is taken.
    /// `evidence`: what the verdict rests on.
    /// `components`: whose coverage is a figure of its own.
    package init?(_ summary: RunSummary, tests: [TestObservation], evidence: Evidence, components: [Component]) {
        guard let context = summary.context else { return nil }
        let tally = evidence.tests.tally
        self.init(
            run: HistoricRun(
                id: context.id,
                branch: context.branch,
                commit: context.commit,
                tag: context.tag,
                started: context.started,
                seconds: summary.seconds,
                machine: MachineClass(context.machine).description,
                trigger: context.trigger,
                isChange: context.isChange,
                isOfCommit: context.ci && context.commit != nil,
                verdict: summary.verdict?.overall,
                interrupted: summary.interrupted,
                isPartial: summary.steps.contains(where: \.outcome.isUnselected) || context.isRepair
                    || summary.selection?.omissions.isEmpty == false,
                isSeeded: summary.seed != nil,
                tally: tally
            ),
            tests: tests.joined
        )
        // What was taken from an earlier run says nothing of how long the step takes.
        steps = summary.steps.filter { !$0.attempts.isEmpty && $0.cached == nil }.map { step in
            HistoricStep(
                name: step.name,
                component: step.component,
                seconds: step.seconds,
                passed: step.outcome.passed
            )
        }
        files = evidence.coverage.files.compactMap { file in
            file.totals.lines.map { HistoricFile(path: file.path, lines: $0) }
        }
        figures = Self.coverage(evidence, components) + Self.figures(of: summary, tally)
        criteria = (summary.verdict?.gates ?? []).flatMap { gate in
            gate.criteria.map {
                HistoricCriterion(path: "\(gate.gate.rawValue).\($0.criterion.path)", verdict: $0.verdict)
            }
        }
        takeFindings(of: evidence.reports)
        var seen: Set<String> = []
        for gate in summary.verdict?.gates ?? [] {
            figures += Self.figures(of: gate).filter { seen.insert($0.name).inserted }
        }
    }

    /// The names of the figures that every run has.
    package enum Name {
        package static let coverage = "coverage"
        package static let executionTime = "execution_time"
        package static let passRate = "pass_rate"
        package static let total = "total_tests_run"
    }

    private static func coverage(_ evidence: Evidence, _ components: [Component]) -> [HistoricFigure] {
        let ratio = { (files: [FileCoverage]) in
            files.reduce(into: Fraction()) { sum, file in sum = sum + (file.totals.lines ?? Fraction()) }.ratio
        }
        let whole = ratio(evidence.coverage.files).map { HistoricFigure(Name.coverage, value: $0, dimension: .ratio) }
        let parts =
            evidence.coverage.files.isEmpty
            ? []
            : components.compactMap { component in
                ratio(evidence.coverage.files(matching: component.paths)).map { value in
                    HistoricFigure(Name.coverage, ["component": component.name], value: value, dimension: .ratio)
                }
            }
        return [whole].compactMap(\.self) + parts
    }

    private static func figures(of summary: RunSummary, _ tally: TestTally) -> [HistoricFigure] {
        var figures = [HistoricFigure(Name.executionTime, value: summary.seconds, dimension: .duration)]
        figures += SelectionFigures.figures(of: summary.selection)
        guard tally.executed > 0 else { return figures }
        figures.append(HistoricFigure(Name.total, value: Double(tally.total), dimension: .count))
        let rate = Double(tally.passed) / Double(tally.executed)
        figures.append(HistoricFigure(Name.passRate, value: rate, dimension: .ratio))
        return figures
    }

    /// What each criterion measured, under its own path: of several values of a cell the one that decided.
    private static func figures(of gate: GateVerdict) -> [HistoricFigure] {
        gate.criteria.flatMap { criterion in
            criterion.cells.compactMap { cell -> HistoricFigure? in
                guard let measured = cell.judgement.measurements.first, measured.dimension.isNumeric,
                    measured.value.isFinite
                else { return nil }
                return HistoricFigure(
                    "\(gate.gate.rawValue).\(criterion.criterion.path)",
                    cell.labels,
                    value: measured.value,
                    dimension: measured.dimension
                )
            }
        }
    }
}
