import Core
import Responding

/// An incident on a clock that nobody has to wait for.
struct IncidentSimulation {
    private(set) var lines: [String] = []

    /// More events than this is no end.
    private static let limit = 1_000

    init(_ rule: EscalationRule, _ settings: ResponseSettings, acknowledgedAfter: Double?) {
        var incident = Incident(
            id: "INC-?",
            uid: "",
            key: rule.name,
            step: rule.name,
            title: rule.name,
            policy: settings.policy(rule, owner: rule.owner),
            opened: 0
        )
        var answer = acknowledgedAfter
        for _ in 0..<Self.limit {
            let next = [incident.dueAt, incident.acknowledgedUntil].compactMap(\.self).min()
            if let time = answer, time <= next ?? .infinity {
                answer = nil
                incident.apply(.acknowledged(by: "somebody", at: time))
                lines.append("\(Self.clock(time))  somebody answers")
                continue
            }
            guard let now = next, let event = incident.due(at: now) else { break }
            switch event {
            case .escalated: lines.append("\(Self.clock(now))  calls \(Self.who(incident.nextTargets, settings))")
            case .acknowledgementExpired:
                lines.append("\(Self.clock(now))  the answer has expired, and it is still open: it begins again")
            case .failed, .passed, .acknowledged, .flapping, .recovering, .recovered, .notRecovered: break
            }
            incident.apply(event)
        }
        lines.append("then it stays open, shown and unanswered, until a passing measurement closes it")
    }

    private static func who(_ names: [String], _ settings: ResponseSettings) -> String {
        let shown = names.map { name in
            let channels = settings.channels(of: name)
            return channels.isEmpty
                ? "\(name) (nobody can tell them)" : "\(name) by \(channels.joined(separator: ", "))"
        }
        return shown.isEmpty ? "nobody" : shown.joined(separator: " and ")
    }

    /// `+02:30:00`.
    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds)
        let two = CalendarDay.two
        return "+\(two(whole / 3_600)):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }
}
