package import Criteria

/// The facts of a run that a stage's condition may ask for.
package enum RunFacts {
    /// Every fact with its dimension: the names that a condition is parsed with.
    package static let names: NameTable = [
        "branch": .text, "commit": .text, "trigger": .text, "manual_trigger": .boolean, "ci": .boolean,
    ]

    /// What the context says of one fact; unknown where it does not say, and for anything but a fact.
    package static func value(of reference: Reference, in context: RunContext) -> Value {
        guard reference.moment == .current, reference.aggregate == nil else {
            return .unknown(reason: "\(reference) is not known before a run")
        }
        return switch reference.name {
        case "branch": context.branch.map(Value.text) ?? .unknown(reason: "branch is not known")
        case "commit": context.commit.map(Value.text) ?? .unknown(reason: "commit is not known")
        case "trigger": .text(context.trigger)
        case "manual_trigger": .bool(context.manualTrigger)
        case "ci": .bool(context.ci)
        default: .unknown(reason: "\(reference) is not a fact of a run")
        }
    }

    /// Why a condition keeps a stage from running; nil where it holds.
    static func objection(to condition: Expression, in context: RunContext) -> String? {
        let result = condition.evaluate { value(of: $0, in: context) }
        if result.truth == true { return nil }
        if case .unknown(let reason) = result {
            return "condition `\(condition)` cannot be decided: \(reason ?? "an operand is not known")"
        }
        var seen: Set<Reference> = []
        let facts = condition.references.filter { seen.insert($0).inserted }
            .map { "\($0) is \(words(value(of: $0, in: context)))" }
        let because = facts.isEmpty ? "" : ": \(facts.joined(separator: ", "))"
        return "condition `\(condition)` does not hold\(because)"
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .unknown: "not known"
        case .bool(let truth): truth.description
        case .text(let text): "\"\(text)\""
        case .quantity(let amount, let dimension): Quantity(measured: amount, dimension).description
        }
    }
}
