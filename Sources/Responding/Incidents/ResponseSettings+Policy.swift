package import Core

extension ResponseSettings {
    /// Owners that stand for whoever owns what failed.
    private static let ownersByPlace = ["component_developer", "service_owner"]

    /// Who answers for a failure; nil for nobody.
    package func owner(of failure: Failure, by rule: EscalationRule) -> String? {
        guard let owner = rule.owner else { return failure.owner }
        return Self.ownersByPlace.contains(owner) ? failure.owner ?? owner : owner
    }

    /// What is agreed on for an incident, as it stands now.
    package func policy(_ rule: EscalationRule, owner: String?) -> Incident.Policy {
        var first = [owner].compactMap(\.self)
        if rule.severity == .critical, let onCall, !first.contains(onCall) { first.append(onCall) }
        return Incident.Policy(
            rule: rule.name,
            severity: rule.severity,
            chain: [first] + rule.escalate.map { [$0] },
            sla: rule.sla,
            repeats: rule.repeats,
            closeAfter: closeAfter
        )
    }
}
