package import Criteria

/// Decides what must hold before a criterion is judged: the conditions of `require`, over measured values.
struct RequirementCheck {
    var evidence: Evidence
    var history: Baselines
    /// The labels of the cell that is judged; a metric that has cells is taken for this one.
    var labels: Labels

    /// Why a condition keeps the criterion from being judged; nil where it holds.
    func objection(to condition: Criteria.Expression) -> String? {
        let result = condition.evaluate { value(of: $0) }
        if result.truth == true { return nil }
        if case .unknown(let reason) = result {
            return "`\(condition)` must hold first and cannot be decided: \(reason ?? "an operand is not known")"
        }
        var seen: Set<Reference> = []
        let operands = condition.references.filter { seen.insert($0).inserted }
            .map { "\($0) is \(Self.words(value(of: $0)))" }
        return "`\(condition)` must hold first, and \(operands.joined(separator: ", "))"
    }

    private func value(of reference: Reference) -> Value {
        let named = Catalogue.definitions.filter { $0.metric.name == reference.name }
        guard let definition = named.first(where: \.hasOneCell) ?? named.first else { return stated(reference) }
        let cell = definition.hasOneCell ? [:] : labels
        let name = definition.wildcard.flatMap { labels[$0] } ?? "any"
        let criterion = Criterion(
            path: definition.path.split(separator: "*", omittingEmptySubsequences: false).joined(separator: name),
            metric: definition.metric,
            written: reference.name,
            expression: nil,
            aggregate: reference.aggregate ?? definition.aggregate
        )
        switch definition.found(in: evidence, history, criterion, cell) {
        case .measured(let found):
            let sorted = found.filter(\.value.isFinite).sorted { $0.value < $1.value }
            guard let worst = definition.direction == .atLeast ? sorted.first : sorted.last else {
                return .unknown(reason: "\(reference.name) is no finite number")
            }
            if let doubt = worst.doubt { return .unknown(reason: doubt) }
            guard reference.moment != .current else { return Self.value(worst) }
            var earlier = BaselineLookup(evidence, history, criterion, definition, cell)
            let implied = Reference(Reference.value, aggregate: reference.aggregate, moment: reference.moment)
            return earlier.value(of: implied, beside: worst)
        case .refuted: return .unknown(reason: "\(reference.name) does not hold whatever its value")
        case .missing(let reason):
            return .unknown(reason: reason ?? "nothing measured \(reference.name)")
        case .broken(let reason), .inconclusive(let reason, _), .noBaseline(let reason, _), .notApplicable(let reason):
            return .unknown(reason: reason)
        }
    }

    /// A metric of no gate, by the name that a report gives it: all its values must agree, as nobody says which is worse.
    private func stated(_ reference: Reference) -> Value {
        guard reference.moment == .current else {
            return .unknown(reason: "\(reference.name) is no metric of a gate, so its earlier values are not looked up")
        }
        let wanted: Labels = reference.aggregate.map { [Measurement.aggregateLabel: $0.description] } ?? [:]
        let found = evidence.measurements(of: MetricID(reference.name), labels: wanted)
        guard let first = found.first else { return .unknown(reason: "nothing measured \(reference.name)") }
        guard found.allSatisfy({ $0.value == first.value }) else {
            return .unknown(reason: "\(reference.name) has \(found.count) values, and nothing says which one is meant")
        }
        if let doubt = found.compactMap(\.doubt).first { return .unknown(reason: doubt) }
        return Self.value(first)
    }

    private static func value(_ measurement: Measurement) -> Value {
        measurement.dimension == .boolean
            ? .bool(measurement.value != 0) : .quantity(measurement.value, measurement.dimension)
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .unknown: "not known"
        case .bool(let truth): truth ? "true" : "false"
        case .text(let text): "\"\(text)\""
        case .quantity(let amount, let dimension):
            Quantity(measured: amount, dimension).rounded(decimals: 2).description
        }
    }
}

extension CriterionDefinition {
    /// Whether the metric has one value, not one for each service, component or the like.
    fileprivate var hasOneCell: Bool { wildcard == nil && parameters.allSatisfy { !$0.makesCells } }
}

extension CriterionDefinition.Parameter {
    fileprivate var makesCells: Bool { if case .cells = form { true } else { false } }
}

extension Catalogue {
    /// The metrics of the gates with their dimensions, and any other name that a report may state.
    package static let metricNames = NameTable(
        Dictionary(definitions.map { ($0.metric.name, $0.dimension) }) { first, _ in first },
        acceptsUnknownNames: true
    )
}
