package import Core
package import Ledger
package import Responding
import Scanning
package import Storage

/// Sends what is due, one message after another, and notes what became of each: what a command and a server call alike.
///
/// Whoever calls it holds the lease `tick`; a message that was sent by one that died before it noted so is sent once more, with
/// the same id.
package struct Outbox: Sendable {
    private let ledger: Ledger
    private let notifiers: [Notifier]
    package let sender: Sender
    /// Seconds since 1970.
    private let clock: @Sendable () -> Double
    /// Seconds between two messages to one host.
    private let pause: Double

    /// One delivery sends so much at most.
    private static let limit = 100

    package init(
        _ ledger: Ledger,
        notifiers: [Notifier],
        sender: Sender,
        pause: Double = 1,
        clock: @escaping @Sendable () -> Double
    ) {
        self.ledger = ledger
        self.notifiers = notifiers
        self.sender = sender
        self.pause = pause
        self.clock = clock
    }

    /// What one delivery knows of hosts and messages.
    private struct Round {
        var tried: Set<String> = []
        /// When a host was last asked.
        var asked: [String: Double] = [:]
        /// Hosts that did not take a message: nothing more is sent to them now.
        var busy: Set<String> = []
    }

    /// Lines for people.
    @discardableResult
    package func deliver() async throws(StorageError) -> [String] {
        var lines: [String] = []
        var round = Round()
        for _ in 0..<Self.limit {
            guard let message = next(IncidentDesk(try ledger.read()), clock(), round) else { break }
            round.tried.insert(message.delivery.id)
            guard let notifier = notifiers.first(where: { $0.name == message.delivery.notifier }) else {
                try note(.refused("no notifier is called that any more"), message)
                continue
            }
            let host = sender.host(of: notifier)
            if let before = round.asked[host], clock() - before < pause {
                try? await Task.sleep(for: .seconds(pause - (clock() - before)))
            }
            let outcome = await sender.send(message.notice, id: message.delivery.id, by: notifier)
            round.asked[host] = clock()
            if case .later = outcome { round.busy.insert(notifier.name) }
            try note(outcome, message)
            lines.append("\(notifier.name): \(Self.words(outcome)): \(message.notice.headline)")
        }
        return lines
    }

    /// The oldest that is due; within one incident and channel the order is kept.
    private func next(_ desk: IncidentDesk, _ now: Double, _ round: Round) -> IncidentDesk.Message? {
        var held: Set<String> = []
        for message in desk.messages where message.delivery.status == .waiting {
            // Somebody has answered since: nobody needs the call.
            let incident = desk.incident(message.delivery.incident)
            if message.isCall, let incident, incident.status != .triggered { continue }
            let lane = "\(message.notice.thread)|\(message.delivery.notifier)"
            let isFree = !held.contains(lane) && !round.busy.contains(message.delivery.notifier)
            if message.delivery.isDue(at: now), isFree, !round.tried.contains(message.delivery.id) { return message }
            held.insert(lane)
        }
        return nil
    }

    /// Notes an attempt; what a dead channel could not say another one says.
    private func note(_ outcome: Delivery.Outcome, _ message: IncidentDesk.Message) throws(StorageError) {
        let now = clock()
        let chance = Double.random(in: 0...1)
        let body = IncidentCodec.body(outcome, of: message.delivery.id, chance: chance)
        let attempt = LedgerDraft("message.attempt", by: "assay", at: now, body)
        var delivery = message.delivery
        delivery.apply(outcome, at: now, chance: chance)
        let fallback = notifiers.first { $0.name == delivery.notifier }?.fallback
        try ledger.append { entries in
            guard delivery.status == .dead, let fallback, !delivery.id.contains("/") else { return [attempt] }
            var notice = message.notice
            notice.isFirst = IncidentDesk(entries).isFirst(in: notice.thread, by: fallback)
            let body: JSON = [
                "id": JSON("\(delivery.id)/\(fallback)"), "notifier": JSON(fallback), "not_before": JSON(now),
                "notice": notice.json,
            ]
            return [attempt, LedgerDraft("message.queued", by: "assay", at: now, body)]
        }
    }

    /// What became of an attempt, for people.
    package static func words(_ outcome: Delivery.Outcome) -> String {
        switch outcome {
        case .accepted: "sent"
        case .later(let reason, _): "not yet sent: \(reason)"
        case .refused(let reason): "dead: \(reason)"
        }
    }
}
