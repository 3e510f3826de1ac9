import Criteria

extension Measures {
    /// Share of the executed cases with the cell's labels that passed; skipped cases prove nothing.
    static let labelledPassRate = statedOr { evidence, criterion, labels in
        guard !labels.isEmpty else { return .missing(reason: "no cell is configured") }
        return passRate(of: evidence.cases(labels), criterion, labels)
    }

    /// Of executed cases alone; a test that passes after a failed try counts as passed, and is told of.
    static func passRate(
        of cases: [MergedTests.Entry],
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        let executed = cases.filter { $0.test.status != .skipped }
        guard !executed.isEmpty else {
            return .missing(reason: cases.isEmpty ? nil : "\(plural(cases.count, "test")) skipped, none executed")
        }
        let failed = executed.filter { $0.test.status != .passed }
        let flaky = executed.filter(\.test.flaky).count
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(executed.count - failed.count) / Double(executed.count),
                dimension: .ratio,
                labels: labels,
                samples: executed.count,
                provenance: unique(executed.map(\.provenance)),
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
