package import Criteria

/// The facts of a run that a stage's condition may ask for.
package enum RunFacts {
    /// Every fact with its dimension: the names that a condition is parsed with.
    package static let names: NameTable = [
        "branch": .text, "commit": .text, "tag": .text, "target": .text, "pull_request": .text, "trigger": .text,
        "manual_trigger": .boolean, "ci": .boolean, "profile": .text,
    ]

    /// What the context says of one fact; unknown where it does not say, and for anything but a fact.
    package static func value(of reference: Reference, in context: RunContext) -> Value {
        guard reference.moment == .current, reference.aggregate == nil else {
            return .unknown(reason: "\(reference) is not known before a run")
        }
        return switch reference.name {
        // What is built for a tag is built for no branch, and the other way round.
        case "branch": text(context.branch, orNoneAs: context.tag, "branch is not known")
        case "tag": text(context.tag, orNoneAs: context.branch, "tag is not known")
        case "target": .text(context.target ?? "")
        case "pull_request": .text(context.pullRequest ?? "")
        case "commit": context.commit.map(Value.text) ?? .unknown(reason: "commit is not known")
        case "trigger": .text(context.trigger)
        case "manual_trigger": .bool(context.manualTrigger)
        case "ci": .bool(context.ci)
        case "profile": .text(context.profile ?? "")
        default: .unknown(reason: "\(reference) is not a fact of a run")
        }
    }

    /// The text; an empty one where the other fact says that there is none.
    private static func text(_ fact: String?, orNoneAs other: String?, _ reason: String) -> Value {
        if let fact { return .text(fact) }
        return other == nil ? .unknown(reason: reason) : .text("")
    }

    /// Why a condition keeps a stage from running.
    package struct Objection: Sendable, Hashable {
        package var reason: String
        /// Whether the condition does not hold; otherwise nobody knows whether it does.
        package var isDecided: Bool
    }

    /// What a condition has against running its stage; nil where it holds.
    package static func objection(to condition: Expression, in context: RunContext) -> Objection? {
        let result = condition.evaluate { value(of: $0, in: context) }
        if result.truth == true { return nil }
        if case .unknown(let reason) = result {
            let what = "condition `\(condition)` cannot be decided: \(reason ?? "an operand is not known")"
            return Objection(reason: what + "; say which it is with `--branch NAME`", isDecided: false)
        }
        var seen: Set<Reference> = []
        let facts = condition.references.filter { seen.insert($0).inserted }
            .map { "\($0) is \(words(value(of: $0, in: context)))" }
        let because = facts.isEmpty ? "" : ": \(facts.joined(separator: ", "))"
        return Objection(reason: "condition `\(condition)` does not hold\(because)", isDecided: true)
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .unknown: "not known"
        case .bool(let truth): truth.description
        case .text(let text): text.isEmpty ? "none" : "\"\(text)\""
        case .quantity(let amount, let dimension): Quantity(measured: amount, dimension).description
        }
    }
}
