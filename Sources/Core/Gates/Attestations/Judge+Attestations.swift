import Criteria

/// What signed statements add to measurements, or stand in for.
extension Judge {
    /// Nothing was measured: a statement will do where the catalogue lets one stand alone.
    func attested(_ definition: CriterionDefinition, _ labels: Labels, else reason: String) -> Judgement {
        guard definition.attestation != .none else { return .notEvaluated(reason: reason) }
        switch (evidence.attestation(for: definition, labels: labels), definition.attestation) {
        case (.inForce(let statement), .required):
            let half = "\(statement.signer) attests it, and a tool must measure its part too"
            return .notEvaluated(reason: missing(definition, half))
        case (.inForce(let statement), _): return .pass(.attested(statement))
        case (.notInForce(let why), _): return .notEvaluated(reason: why)
        case (.none, _): return .notEvaluated(reason: reason)
        }
    }

    /// What was measured holds as far as it goes: the rest is a person's to say.
    func attested(
        _ proof: Proof,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        _ labels: Labels
    ) -> Judgement {
        if criterion.expression == nil, proof.measurements.contains(where: \.saysNo) { return .fail(proof) }
        if definition.attestation == .alternative, proof.measurements.allSatisfy({ $0.dimension == .boolean }) {
            return .pass(proof)
        }
        switch evidence.attestation(for: definition, labels: labels) {
        case .inForce(let statement): return .pass(proof.and(statement))
        case .notInForce(let why): return .notEvaluated(reason: why)
        case .none:
            return .notEvaluated(reason: missing(definition, "`\(criterion.written)` rests on a signed statement"))
        }
    }
}

extension Measurement {
    /// A tool that says no is believed, whatever a person signs.
    fileprivate var saysNo: Bool { dimension == .boolean && value == 0 }
}
