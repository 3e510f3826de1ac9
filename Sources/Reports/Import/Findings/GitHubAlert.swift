import Core
import Scanning

/// What the alerts of GitHub's REST interface have in common.
enum GitHubAlert {
    /// What became of an alert.
    enum State {
        case open
        /// Somebody decided that it does not count.
        case dismissed
        /// It is gone, and counts no more.
        case fixed
    }

    static func state(_ alert: JSON) -> State? {
        switch alert.text("state")?.lowercased() {
        case "open": .open
        case "dismissed", "auto_dismissed": .dismissed
        case "fixed": .fixed
        case "resolved": alert.text("resolution")?.lowercased() == "revoked" ? .fixed : .dismissed
        default: nil
        }
    }

    /// The alerts that are not fixed, each with whether it is suppressed; an unknown state is an error.
    static func standing(_ alerts: [JSON], _ report: inout Report) -> [(alert: JSON, suppressed: Bool)] {
        var fixed = 0
        let standing = alerts.compactMap { alert -> (alert: JSON, suppressed: Bool)? in
            switch state(alert) {
            case .open: return (alert, false)
            case .dismissed: return (alert, true)
            case .fixed: fixed += 1
            case nil: report.fail("an alert has no 'state' that is known")
            }
            return nil
        }
        if fixed > 0 { report.note("\(fixed) alerts are fixed and left out") }
        return standing
    }
}
