import Core
import Responding
import Scanning

/// Incidents and messages as entries of the audit log.
enum IncidentCodec {
    static func body(_ incident: Incident, _ context: IncidentContext) -> JSON {
        let policy: JSON = [
            "rule": JSON(incident.policy.rule), "severity": JSON(incident.policy.severity.rawValue),
            "chain": JSON(incident.policy.chain.map { step in JSON(step.map { JSON($0) }) }),
            "sla": JSON(incident.policy.sla),
            "repeats": JSON(incident.policy.repeats), "close_after": JSON(incident.policy.closeAfter),
        ]
        return JSON(present: [
            "id": JSON(incident.id), "uid": JSON(incident.uid), "key": JSON(incident.key),
            "step": JSON(incident.step), "title": JSON(incident.title), "environment": JSON(incident.environment),
            "policy": policy, "changes": JSON(incident.changes.map { JSON($0) }), "run": JSON(context.run),
            "facts": JSON(context.facts.map { fact -> JSON in ["name": JSON(fact.name), "value": JSON(fact.value)] }),
            "excerpt": JSON(context.excerpt.map { JSON($0) }),
        ])
    }

    static func incident(_ body: JSON, _ time: Double) -> Incident? {
        guard let id = body["id"]?.string, let key = body["key"]?.string, let step = body["step"]?.string,
            let title = body["title"]?.string, let policy = body["policy"].flatMap(policy)
        else { return nil }
        return Incident(
            id: id,
            uid: body["uid"]?.string ?? id,
            key: key,
            step: step,
            title: title,
            environment: body["environment"]?.string,
            policy: policy,
            opened: time,
            changes: (body["changes"]?.array ?? []).compactMap(\.double)
        )
    }

    private static func policy(_ json: JSON) -> Incident.Policy? {
        guard let rule = json["rule"]?.string,
            let severity = json["severity"]?.string.flatMap(Severity.init(rawValue:)),
            let sla = json["sla"]?.double, let repeats = json["repeats"]?.int
        else { return nil }
        return Incident.Policy(
            rule: rule,
            severity: severity,
            chain: (json["chain"]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) },
            sla: sla,
            repeats: repeats,
            closeAfter: json["close_after"]?.int ?? 2
        )
    }

    static func context(_ body: JSON) -> IncidentContext {
        IncidentContext(
            run: body["run"]?.string,
            facts: (body["facts"]?.array ?? []).map {
                Notice.Fact($0["name"]?.string ?? "", $0["value"]?.string ?? "")
            },
            excerpt: (body["excerpt"]?.array ?? []).compactMap(\.string)
        )
    }

    static func body(_ event: Incident.Event, of id: String) -> JSON {
        let (name, by): (String, String?) =
            switch event {
            case .failed: ("failed", nil)
            case .passed: ("passed", nil)
            case .acknowledged(let person, _): ("acknowledged", person)
            case .escalated: ("escalated", nil)
            case .acknowledgementExpired: ("acknowledgement_expired", nil)
            case .flapping: ("flapping", nil)
            case .recovering(let repair, _): ("recovering", repair)
            case .recovered(let repair, _): ("recovered", repair)
            case .notRecovered: ("not_recovered", nil)
            }
        return JSON(present: ["incident": JSON(id), "event": JSON(name), "by": JSON(by)])
    }

    static func event(_ body: JSON, _ time: Double) -> Incident.Event? {
        let by = body["by"]?.string ?? ""
        return switch body["event"]?.string {
        case "failed": .failed(at: time)
        case "passed": .passed(at: time)
        case "acknowledged": .acknowledged(by: by, at: time)
        case "escalated": .escalated(at: time)
        case "acknowledgement_expired": .acknowledgementExpired(at: time)
        case "flapping": .flapping(at: time)
        case "recovering": .recovering(with: by, at: time)
        case "recovered": .recovered(with: by, at: time)
        case "not_recovered": .notRecovered(at: time)
        default: nil
        }
    }

    static func body(_ outcome: Delivery.Outcome, of id: String, chance: Double) -> JSON {
        switch outcome {
        case .accepted: ["id": JSON(id), "outcome": "accepted"]
        case .later(let reason, let after):
            JSON(present: [
                "id": JSON(id), "outcome": "later", "reason": JSON(reason), "after": JSON(after),
                "chance": JSON(chance),
            ])
        case .refused(let reason): ["id": JSON(id), "outcome": "refused", "reason": JSON(reason)]
        }
    }

    static func outcome(_ body: JSON) -> Delivery.Outcome {
        let reason = body["reason"]?.string ?? ""
        return switch body["outcome"]?.string {
        case "accepted": .accepted
        case "later": .later(reason, after: body["after"]?.double)
        default: .refused(reason)
        }
    }
}
