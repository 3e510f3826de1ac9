import Core
import Criteria
import Responding
import Scanning

/// The tables of incidents.
enum IncidentTables {
    static func open(_ incidents: [Incident], _ address: Address) -> View.Table {
        View.Table(
            [
                View.Column("incident", "Incident"), View.Column("severity", "Severity"),
                View.Column("status", "Status"), View.Column("title", "What"),
                View.Column("environment", "Environment"), View.Column("opened", "Opened, UTC"),
                View.Column("acknowledged_by", "Looked after by"), View.Column("next_call", "Next call, UTC"),
                View.Column("blocks", "Blocks"),
            ],
            incidents.map { incident in
                [
                    name(incident, address), severity(incident),
                    Cell(incident.status.rawValue + (incident.isFlapping ? ", flapping" : ""), nil, .verdict(nil)),
                    Cell(incident.title),
                    .maybe(incident.environment) { Cell($0) }, .time(incident.opened),
                    .maybe(incident.acknowledgedBy) { Cell($0) }, .maybe(incident.dueAt) { .time($0) },
                    Cell(incident.blocks ? "yes" : "no", JSON(incident.blocks)),
                ]
            },
            empty: "Nothing is open."
        )
    }

    static func resolved(_ incidents: some Collection<Incident>, _ address: Address) -> View.Table {
        View.Table(
            [
                View.Column("incident", "Incident"), View.Column("severity", "Severity"),
                View.Column("title", "What"), View.Column("opened", "Opened, UTC"),
                View.Column("resolved", "Resolved, UTC"), View.Column("seconds", "Was open", isNumber: true),
                View.Column("acknowledged_by", "Looked after by"), View.Column("recovered_by", "Recovered by"),
            ],
            incidents.map { incident in
                [
                    name(incident, address), severity(incident), Cell(incident.title), .time(incident.opened),
                    .maybe(incident.resolvedAt) { .time($0) },
                    .seconds(incident.resolvedAt.map { $0 - incident.opened }),
                    .maybe(incident.acknowledgedBy) { Cell($0) }, .maybe(incident.recoveredBy) { Cell($0) },
                ]
            },
            empty: "None yet."
        )
    }

    static func messages(_ messages: some Collection<IncidentsPage.Message>) -> View.Table {
        View.Table(
            [
                View.Column("message", "Message"), View.Column("time", "When, UTC"), View.Column("by", "By"),
                View.Column("status", "Status"), View.Column("attempts", "Attempts", isNumber: true),
                View.Column("problem", "Problem"),
            ],
            messages.map { message in
                [
                    Cell(message.notice.headline), .time(message.notice.time), Cell(message.delivery.notifier),
                    Cell(message.delivery.status.rawValue), .count(message.delivery.attempts),
                    .maybe(message.delivery.problem) { Cell($0) },
                ]
            },
            empty: "None."
        )
    }

    static func silences(_ silences: some Collection<Silence>, _ now: Double) -> View.Table {
        View.Table(
            [
                View.Column("silence", "Silence"), View.Column("subject", "Of"), View.Column("person", "By"),
                View.Column("reason", "Why"), View.Column("until", "Until, UTC"),
                View.Column("in_force", "In force"),
            ],
            silences.map { silence in
                let holds = silence.isInForce(at: now)
                return [
                    Cell(silence.id), Cell(silence.subject), Cell(silence.person), Cell(silence.reason),
                    .time(silence.ended ?? silence.until), Cell(holds ? "yes" : "no", JSON(holds)),
                ]
            },
            empty: "Everything is told."
        )
    }

    private static func name(_ incident: Incident, _ address: Address) -> Cell {
        Cell(incident.id, link: address.to(.incident(incident.id)))
    }

    private static func severity(_ incident: Incident) -> Cell {
        let severity = incident.policy.severity
        let verdict: Verdict? = severity >= .high ? .fail : severity == .medium ? .warn : nil
        return Cell(severity.rawValue, nil, .verdict(verdict))
    }
}
