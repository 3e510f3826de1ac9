import Criteria

extension Measures {
    /// Share of the executed cases with the cell's labels that passed; skipped cases prove nothing.
    static let labelledPassRate = statedOr { evidence, criterion, labels in
        guard !labels.isEmpty else { return .missing(reason: "no cell is configured") }
        let rest = evidence.undetailed { $0.includes(labels) }
        return passRate(of: evidence.cases(labels), and: rest, criterion, labels)
    }

    /// Of executed cases alone; a test that passes after a failed try counts as passed, and is told of.
    ///
    /// `rest` are those that are in the cell by the labels of their report, and without details.
    static func passRate(
        of cases: [MergedTests.Entry],
        and rest: [MergedTests.Undetailed],
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        let executed = cases.filter { $0.test.status != .skipped }
        let count = executed.count + rest.reduce(0) { $0 + $1.passed + $1.failed }
        guard count > 0 else {
            return .missing(reason: cases.isEmpty ? nil : "\(plural(cases.count, "test")) skipped, none executed")
        }
        let failed = executed.filter { $0.test.status != .passed }
        let bad = failed.count + rest.reduce(0) { $0 + $1.failed }
        let flaky = executed.filter(\.test.flaky).count
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(count - bad) / Double(count),
                dimension: .ratio,
                labels: labels,
                samples: count,
                provenance: unique(executed.map(\.provenance) + rest.map(\.provenance)),
                offenders: failed.prefix(offenderLimit).map { offender($0.test) },
                notes: flaky > 0
                    ? [
                        "\(plural(flaky, "test")) passed only after a failed try, and \(flaky == 1 ? "counts" : "count") as passed"
                    ] : []
            )
        ])
    }

    static func offender(_ test: TestCase) -> Offender {
        let place = test.place
        return Offender(name: test.title, file: place?.file, line: place?.line, detail: test.message)
    }
}
