/// What the statements at hand say of one criterion.
package enum AttestationAnswer: Sendable, Hashable {
    case inForce(AttestedStatement)
    /// There is a statement, and it does not count; the reason names its file.
    case notInForce(reason: String)
    case none
}

extension Evidence {
    /// The statement on a criterion whose labels are exactly the given ones: one about less, or about more, says another thing.
    ///
    /// A statement may name the criterion by its path, by its gate and path, or by its metric. Of several in force the one
    /// that holds longest is taken.
    package func attestation(for definition: CriterionDefinition, labels: Labels) -> AttestationAnswer {
        let names = definition.names
        var best: AttestedStatement?
        var reasons: [String] = []
        for report in reports {
            for attestation in report.attestations
            where names.contains(attestation.statement.criterion) && attestation.statement.labels == labels {
                switch AttestationCheck(surroundings: surroundings, file: report.path).check(attestation, names) {
                case .inForce(let statement):
                    if best.map({ $0.expires < statement.expires }) ?? true { best = statement }
                case .notInForce(let reason): reasons.append(reason)
                case .none: break
                }
            }
        }
        if let best { return .inForce(best) }
        guard let first = reasons.first else { return .none }
        return .notInForce(
            reason: reasons.count == 1 ? first : "\(first); nor is any other of \(reasons.count) statements"
        )
    }
}
