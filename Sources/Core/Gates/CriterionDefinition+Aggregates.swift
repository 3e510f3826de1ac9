import Criteria

extension CriterionDefinition {
    /// Of values that a report gives as several aggregates (label `aggregate`), those that the criterion asks for.
    ///
    /// Values without that label are what they are, and all count.
    static func chosen(_ found: [Measurement], _ criterion: Criterion) -> Found {
        let (plain, aggregated) = (
            found.filter { $0.labels[Measurement.aggregateLabel] == nil },
            found.filter { $0.labels[Measurement.aggregateLabel] != nil }
        )
        guard let first = aggregated.first else { return .measured(found) }
        let wanted = criterion.aggregate?.description
        let chosen = aggregated.filter { $0.labels[Measurement.aggregateLabel] == wanted }
        if !chosen.isEmpty { return .measured(plain + chosen) }
        guard plain.isEmpty else { return .measured(plain) }
        let names = Set(aggregated.compactMap { $0.labels[Measurement.aggregateLabel] }).sorted().joined(
            separator: ", "
        )
        let file = first.provenance.first?.file ?? "a report"
        let what = wanted.map { "and no \($0)" } ?? "and the phrase says none of them"
        return .missing(reason: "\(file) holds \(names) of \(criterion.metric), \(what)")
    }
}
