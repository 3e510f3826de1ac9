import Core
package import Ledger
package import Responding
import Scanning

/// All incidents and messages, as the audit log tells them.
package struct IncidentDesk: Sendable {
    /// A message with what is to be said.
    package struct Message: Sendable {
        package var delivery: Delivery
        package var notice: Notice
        /// Whether it calls somebody, and so is void once the incident is answered.
        package var isCall: Bool { notice.kind == .triggered }
    }

    package private(set) var incidents: [Incident] = []
    package private(set) var messages: [Message] = []
    package private(set) var contexts: [String: IncidentContext] = [:]
    /// Runs that were looked at.
    package private(set) var seen: Set<String> = []
    /// How many messages there were when an alert was last over, by its thread.
    private var ended: [String: Int] = [:]
    package private(set) var silences: [Silence] = []
    /// Alerts that stand and of which a silence has kept the newest word back, by their threads.
    private(set) var silenced: [String: Notice] = [:]
    /// When a repair was last tried, by the key of the failure.
    private(set) var repairs: [String: Double] = [:]
    /// What the log tells of watches after deployments.
    private(set) var watches = WatchReports()
    /// Where incidents and messages stand, by their ids.
    private var places: [String: Int] = [:]
    private var messagePlaces: [String: Int] = [:]

    package init(_ entries: [LedgerEntry]) {
        for entry in entries { apply(entry.kind, entry.time, entry.body) }
    }

    /// The incident of an id; nil where there is none.
    package func incident(_ id: String) -> Incident? { places[id.lowercased()].map { incidents[$0] } }

    /// Open incidents that hold deployments back, each in a few words.
    package var blocking: [String] { incidents.filter(\.blocks).map { "\($0.id) is open: \($0.title)" } }

    /// Whether nobody is to be told of an alert or an incident now.
    package func isSilenced(_ subject: String, at now: Double) -> Bool {
        silences.contains { $0.covers(subject, at: now) }
    }

    /// Those that told of an alert since it stands.
    func told(ofAlert thread: String) -> [Message] {
        messages.dropFirst(ended[thread] ?? 0).filter { $0.notice.thread == thread }
    }

    /// Messages that nothing is tried for any more.
    package var dead: [Message] { messages.filter { $0.delivery.status == .dead } }

    mutating func apply(_ draft: LedgerDraft) { apply(draft.kind, draft.time, draft.body) }

    private mutating func apply(_ kind: String, _ time: Double, _ body: JSON) {
        switch kind {
        case "run.seen": if let run = body["run"]?.string { seen.insert(run) }
        case "incident.opened":
            guard let incident = IncidentCodec.incident(body, time) else { return }
            places[incident.id.lowercased()] = incidents.count
            incidents.append(incident)
            contexts[incident.id] = IncidentCodec.context(body)
        case "incident.event":
            guard let id = body["incident"]?.string, let index = places[id.lowercased()],
                let event = IncidentCodec.event(body, time)
            else { return }
            if case .recovering = event { repairs[incidents[index].key] = time }
            incidents[index].apply(event)
        case "silence": if let silence = SilenceCodec.silence(body, time) { silences.append(silence) }
        case "silence.ended":
            guard let id = body["id"]?.string, let index = silences.firstIndex(where: { $0.id == id }) else { return }
            silences[index].ended = time
        case "alert.over":
            guard let thread = body["thread"]?.string else { return }
            ended[thread] = messages.count
            silenced[thread] = nil
        case "alert.silenced":
            if let notice = body["notice"].flatMap({ Notice($0) }) { silenced[notice.thread] = notice }
        case "alert.unsilenced": if let thread = body["thread"]?.string { silenced[thread] = nil }
        case "message.queued": queue(body, time)
        case "message.attempt":
            guard let index = message(body) else { return }
            let chance = body["chance"]?.double ?? 1
            messages[index].delivery.apply(IncidentCodec.outcome(body), at: time, chance: chance)
        case "message.dropped": if let index = message(body) { messages[index].delivery.drop() }
        default: watches.apply(kind, time, body)
        }
    }

    private func message(_ body: JSON) -> Int? {
        body["id"]?.string.flatMap { messagePlaces[$0] }
    }

    private mutating func queue(_ body: JSON, _ time: Double) {
        guard let id = body["id"]?.string, let notifier = body["notifier"]?.string,
            let notice = body["notice"].flatMap({ Notice($0) })
        else { return }
        let delivery = Delivery(
            id: id,
            incident: notice.incident,
            notifier: notifier,
            notBefore: body["not_before"]?.double ?? time
        )
        messagePlaces[id] = messages.count
        messages.append(Message(delivery: delivery, notice: notice))
    }

    /// What is said about an incident now.
    package func notice(_ kind: Notice.Kind, of incident: Incident, link: String? = nil, at now: Double) -> Notice {
        let context = contexts[incident.id] ?? IncidentContext()
        var facts = context.facts
        if let person = incident.acknowledgedBy { facts.append(.init("acknowledged by", person)) }
        if let repair = incident.recoveredBy { facts.append(.init("recovered by", repair)) }
        var notice = Notice(
            kind: kind,
            incident: incident.id,
            thread: incident.uid,
            title: incident.title,
            severity: incident.policy.severity,
            facts: facts,
            excerpt: kind == .triggered ? context.excerpt : [],
            time: now
        )
        if let link { notice.link = context.run.map { "\(link)/runs/\($0)" } ?? link }
        return notice
    }

    /// Whether a notifier has said nothing in a thread yet, and has nothing that waits: what it could not say, or did not need
    /// to, is nothing.
    func isFirst(in thread: String, by notifier: String) -> Bool {
        !messages.contains { message in
            let isSaid = message.delivery.status == .sent || message.delivery.status == .waiting
            return isSaid && message.notice.thread == thread && message.delivery.notifier == notifier
        }
    }

    /// The notifiers that called somebody about an incident.
    package func told(_ id: String) -> [String] {
        let calls = messages.filter { $0.isCall && $0.delivery.incident == id && $0.delivery.status == .sent }
        return calls.map(\.delivery.notifier).unique
    }
}
