import Core
import Criteria
import Reports
package import Responding
import Scanning

/// Failures that somebody owns: who was called, who answered, and what is still open.
package enum IncidentsPage {
    /// A message with what became of it.
    package struct Message: Sendable {
        package var delivery: Delivery
        package var notice: Notice

        package init(delivery: Delivery, notice: Notice) {
            self.delivery = delivery
            self.notice = notice
        }
    }

    /// What was gathered when an incident opened.
    package struct Context: Sendable {
        package var run: String?
        package var facts: [Notice.Fact]
        package var excerpt: [String]

        package init(run: String?, facts: [Notice.Fact], excerpt: [String]) {
            self.run = run
            self.facts = facts
            self.excerpt = excerpt
        }
    }

    package struct Facts: Sendable {
        /// In the order in which they opened.
        package var incidents: [Incident]
        package var contexts: [String: Context]
        package var messages: [Message]
        package var silences: [Silence]
        /// Names of alerts that the configuration has.
        package var alerts: [String]

        package init(
            incidents: [Incident],
            contexts: [String: Context],
            messages: [Message],
            silences: [Silence],
            alerts: [String]
        ) {
            self.incidents = incidents
            self.contexts = contexts
            self.messages = messages
            self.silences = silences
            self.alerts = alerts
        }

        package var open: [Incident] { incidents.filter(\.isOpen) }
    }

    private static let listed = 50

    /// All of them.
    ///
    /// `mayAct`: whether the reader may answer and silence. `now`: seconds since 1970.
    package static func view(
        _ address: Address,
        _ facts: Facts,
        now: Double,
        mayAct: Bool = false,
        notice: String = ""
    ) -> View {
        let open = facts.open.sorted { ($1.policy.severity, $0.opened) < ($0.policy.severity, $1.opened) }
        let resolved = facts.incidents.filter { !$0.isOpen }
            .sorted { ($0.resolvedAt ?? 0) > ($1.resolvedAt ?? 0) }
        var blocks = [
            View.Block("figures", "", .tiles(tiles(facts, now))),
            View.Block("open", "Open", .table(IncidentTables.open(open, address))),
        ]
        if mayAct { blocks += IncidentForms.onAll(address, facts, now) }
        let alerts = facts.messages.filter { $0.notice.kind == .alert }
        let dead = facts.messages.filter { $0.delivery.status == .dead }
        if !dead.isEmpty {
            blocks.append(View.Block("dead", "Not delivered", .table(IncidentTables.messages(dead.suffix(listed)))))
        }
        let silences = facts.silences.reversed().prefix(listed)
        blocks += [
            View.Block("silences", "Silences", .table(IncidentTables.silences(silences, now))),
            View.Block("alerts", "Alerts that were told", .table(IncidentTables.messages(alerts.suffix(listed)))),
            View.Block("resolved", "Resolved", .table(IncidentTables.resolved(resolved.prefix(listed), address))),
        ]
        let blocking = facts.open.count(where: \.blocks)
        let lead =
            open.isEmpty
            ? "No incident is open."
            : "\(Display.count(open.count, "incident")) open, "
                + (blocking == 0
                    ? "no deployment waits for them" : "deployments wait for \(blocking)")
        return View("Incidents", lead: notice.isEmpty ? lead : notice, blocks: blocks)
    }

    private static func tiles(_ facts: Facts, _ now: Double) -> [View.Tile] {
        let times = facts.incidents.compactMap { incident in incident.resolvedAt.map { $0 - incident.opened } }
        let unanswered = facts.open.count { $0.status == .triggered }
        let month = facts.incidents.count { now - $0.opened < 30 * 86_400 }
        return [
            View.Tile("open", "Open", .count(facts.open.count)),
            View.Tile("unanswered", "Unanswered", .count(unanswered)),
            View.Tile("last_30_days", "Opened", .count(month), detail: "in 30 days"),
            View.Tile(
                "median_seconds",
                "Median time to resolve",
                .seconds(Median.of(times)),
                detail: "of \(times.count) resolved"
            ),
        ]
    }
}

/// One incident with all that is known of it.
package enum IncidentPage {
    /// nil where there is none of that id.
    package static func view(
        _ address: Address,
        _ facts: IncidentsPage.Facts,
        id: String,
        mayAct: Bool = false,
        notice: String = ""
    ) -> View? {
        guard let incident = facts.incidents.first(where: { $0.id.lowercased() == id.lowercased() }) else { return nil }
        let context = facts.contexts[incident.id]
        var blocks = [View.Block("incident", "", .table(IncidentTables.open([incident], address)))]
        if mayAct, incident.isOpen, incident.acknowledgedBy == nil {
            blocks.append(IncidentForms.answer(address, [incident]))
        }
        let known = (context?.facts ?? []).map { [Cell($0.name), Cell($0.value)] }
        let columns = [View.Column("name", "What"), View.Column("value", "Is")]
        blocks.append(
            View.Block("facts", "What is known", .table(View.Table(columns, known, empty: "Nothing was gathered.")))
        )
        if let run = context?.run {
            blocks.append(View.Block("run", "", .links([View.Link("The run \(run)", address.to(.run(run)))])))
        }
        if let excerpt = context?.excerpt, !excerpt.isEmpty {
            blocks.append(View.Block("output", "Output", .lines(excerpt)))
        }
        let own = facts.messages.filter { $0.delivery.incident == incident.id }
        blocks.append(View.Block("messages", "Messages", .table(IncidentTables.messages(own))))
        return View("\(incident.id): \(incident.title)", lead: notice.isEmpty ? lead(incident) : notice, blocks: blocks)
    }

    private static func lead(_ incident: Incident) -> String {
        if let resolved = incident.resolvedAt { return "Resolved on \(Words.time(resolved)), UTC" }
        let closes = "It closes after \(Display.count(incident.policy.closeAfter, "passing measurement")), "
        let next = incident.dueAt.map {
            "; next, on \(Words.time($0)), UTC, it calls \(incident.nextTargets.joined(separator: ", "))"
        }
        return closes + "and has \(incident.passes)" + (next ?? "")
    }
}
