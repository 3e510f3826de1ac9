import Ledger
import Releasing
import Scanning

/// What the audit log tells of the watch of one deployment.
struct WatchPast {
    enum Event {
        case window(LiveWindow)
        case resumed(Double)
    }

    var baseline: Double?
    private(set) var hasBegun = false
    private(set) var hasRolledBack = false
    private(set) var events: [Event] = []
    private(set) var end: (passed: Bool, reason: String)?

    init(_ entries: [LedgerEntry], _ environment: String, _ deployment: ReleaseState.Deployment) {
        for entry in entries where entry.time >= deployment.time {
            let body = entry.body
            guard body["environment"]?.string == environment, body["artifact"]?.string == deployment.artifact else {
                continue
            }
            switch entry.kind {
            case "watch.begun":
                hasBegun = true
                baseline = body["baseline"]?.double
            case "watch.window": if let window = Self.window(body) { events.append(.window(window)) }
            case "watch.resumed": events.append(.resumed(body["at"]?.double ?? entry.time))
            case "rollback.begun": hasRolledBack = true
            case "watched": end = (body["passed"]?.bool ?? false, body["reason"]?.string ?? "")
            default: continue
            }
        }
    }

    private static func window(_ body: JSON) -> LiveWindow? {
        guard let end = body["end"]?.double else { return nil }
        var window = LiveWindow(
            end: end,
            requests: body["requests"]?.double,
            errors: body["errors"]?.double,
            responseTime: body["response_time"]?.double,
            problem: body["problem"]?.string
        )
        window.spans = (body["spans"]?.array ?? []).compactMap { span in
            guard let length = span["length"]?.double else { return nil }
            return LiveSpan(
                length: length,
                requests: span["requests"]?.double,
                errors: span["errors"]?.double,
                problem: span["problem"]?.string
            )
        }
        return window
    }
}
