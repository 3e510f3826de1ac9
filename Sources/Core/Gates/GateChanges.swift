/// What a change does to the gates that judge it.
package enum GateChanges {
    /// The keys of gates that differ, such as `coverage_gate.overall.threshold`; where something is written is no matter.
    package static func between(_ old: [Gate], _ new: [Gate]) -> [String] {
        let before = facts(old)
        let after = facts(new)
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    private enum Fact: Equatable {
        case enforcement(blocking: Bool, bypassAllowed: Bool)
        case criterion(Criterion)
        case licensePolicy(LicensePolicy)
    }

    private static func facts(_ gates: [Gate]) -> [String: Fact] {
        var facts: [String: Fact] = [:]
        for gate in gates {
            let id = gate.id.rawValue
            facts["\(id).enforcement"] = .enforcement(blocking: gate.blocking, bypassAllowed: gate.bypassAllowed)
            if let policy = gate.licensePolicy { facts["\(id).license_policy"] = .licensePolicy(policy) }
            for criterion in gate.criteria {
                var placeless = criterion
                placeless.location = nil
                facts["\(id).\(criterion.path)"] = .criterion(placeless)
            }
        }
        return facts
    }
}
