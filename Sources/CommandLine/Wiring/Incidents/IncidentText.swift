import Core
import Notifying
import Responding
import Scanning
import Wire

/// Incidents for people.
enum IncidentText {
    static func named(_ id: String, _ desk: IncidentDesk) throws -> Incident {
        if let incident = desk.incident(id) { return incident }
        let open = desk.incidents.filter(\.isOpen).map(\.id).joined(separator: ", ")
        throw CommandFailure(.usage, "no incident is called '\(id)'\(open.isEmpty ? "" : "; open: \(open)")")
    }

    static func line(_ incident: Incident) -> String {
        let when = AttestationJSON.moment(incident.opened) ?? ""
        let status = incident.status.rawValue + (incident.isFlapping ? ", flapping" : "")
        return "\(incident.id)  \(status)  \(incident.policy.severity.rawValue)  \(when)  \(incident.title)"
    }

    static func page(_ incident: Incident, _ desk: IncidentDesk) -> [String] {
        let notice = desk.notice(.triggered, of: incident, at: incident.opened)
        let messages = desk.messages.filter { $0.delivery.incident == incident.id }.map { message in
            let tries = message.delivery.attempts == 1 ? "1 attempt" : "\(message.delivery.attempts) attempts"
            let problem = message.delivery.problem.map { ", \($0)" } ?? ""
            return "  \(message.notice.kind.rawValue) by \(message.delivery.notifier): "
                + "\(message.delivery.status.rawValue) (\(tries)\(problem))"
        }
        var lines = [line(incident)] + notice.lines.dropFirst()
        if incident.isOpen {
            lines.append("closes after \(incident.policy.closeAfter) passing measurements, has \(incident.passes)")
        }
        if let due = incident.dueAt.flatMap(AttestationJSON.moment) {
            lines.append("next call: \(due) to \(incident.nextTargets.joined(separator: ", "))")
        }
        return lines + (messages.isEmpty ? [] : ["messages:"]) + messages
    }

    static func json(_ incident: Incident, _ desk: IncidentDesk) -> JSON {
        let facts = desk.contexts[incident.id]?.facts ?? []
        return JSON(present: [
            "id": JSON(incident.id), "status": JSON(incident.status.rawValue), "title": JSON(incident.title),
            "severity": JSON(incident.policy.severity.rawValue), "step": JSON(incident.step),
            "environment": JSON(incident.environment),
            "opened": JSON(AttestationJSON.moment(incident.opened)), "blocks": JSON(incident.blocks),
            "flapping": JSON(incident.isFlapping), "acknowledged_by": JSON(incident.acknowledgedBy),
            "recovered_by": JSON(incident.recoveredBy),
            "resolved": JSON(incident.resolvedAt.flatMap(AttestationJSON.moment)),
            "next_call": JSON(incident.dueAt.flatMap(AttestationJSON.moment)),
            "facts": .object(facts.map { JSON.Member($0.name, JSON($0.value)) }),
        ])
    }
}
