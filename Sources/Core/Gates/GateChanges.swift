/// What a change does to the gates that judge it, to the keys that are trusted, and to the waivers.
package enum GateChanges {
    /// The keys that differ, such as `coverage_gate.overall.threshold`; where something is written is no matter.
    package static func between(_ old: Project, _ new: Project) -> [String] {
        let before = facts(old)
        let after = facts(new)
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    private enum Fact: Equatable {
        case enforcement(blocking: Bool, bypassAllowed: Bool)
        case criterion(Criterion)
        case licensePolicy(LicensePolicy)
        case waivers(Set<Waiver>)
        case key(AttestationKey)
        /// What coverage is not asked of lowers the bar as much as a threshold does.
        case ignored(Set<String>)
    }

    private static func facts(_ project: Project) -> [String: Fact] {
        var facts: [String: Fact] = [:]
        for gate in project.gates {
            let id = gate.id.rawValue
            facts["\(id).enforcement"] = .enforcement(blocking: gate.blocking, bypassAllowed: gate.bypassAllowed)
            if let policy = gate.licensePolicy { facts["\(id).license_policy"] = .licensePolicy(policy) }
            for criterion in gate.criteria {
                var placeless = criterion
                placeless.location = nil
                facts["\(id).\(criterion.path)"] = .criterion(placeless)
            }
            for (path, waivers) in Dictionary(grouping: gate.waivers, by: \.path) {
                facts["waivers: \(id).\(path)"] = .waivers(Set(waivers.map(placeless)))
            }
        }
        if !project.paths.ignore.isEmpty { facts["paths.ignore"] = .ignored(Set(project.paths.ignore)) }
        for key in project.attestationKeys {
            var placeless = key
            placeless.location = nil
            facts["attestation_keys.\(key.name)"] = .key(placeless)
        }
        return facts
    }

    private static func placeless(_ waiver: Waiver) -> Waiver {
        var waiver = waiver
        waiver.location = nil
        return waiver
    }
}
