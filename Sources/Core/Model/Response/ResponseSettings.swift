/// Who is told of a failure, by when somebody must answer, and what happens when nobody does.
package struct ResponseSettings: Sendable, Equatable {
    package var rules: [EscalationRule] = []
    package var contacts: [Contact] = []
    package var notifiers: [Notifier] = []
    /// The contact that is called for what is critical, besides the owner; nil for none.
    package var onCall: String?
    package var quietHours: QuietHours?
    package var maintenance: [MaintenanceWindow] = []
    /// Named repairs that may be tried, at most once a day for a signature.
    package var recovery: [RecoveryAction] = []
    /// The address of the project's pages on a server, which messages lead to; nil for none.
    package var link: String?
    /// An address that is asked after each tick that did its work, so that somebody else notices when none does.
    package var heartbeat: String?
    /// So many passing measurements of the same signature close an incident.
    package var closeAfter = 2

    package init() {}

    /// The contact of a name.
    package func contact(_ name: String) -> Contact? { contacts.first { $0.name == name } }
}

/// A line of `escalation_matrix`.
package struct EscalationRule: Sendable, Hashable {
    package var name: String
    package var severity: Severity
    /// A contact, or `component_developer` and `service_owner` for whoever owns what failed.
    package var owner: String?
    /// Seconds until somebody must have answered; 0 escalates at once.
    package var sla: Double
    /// Contacts that are called after the owner, one an SLA.
    package var escalate: [String]
    /// How often the whole chain begins again.
    package var repeats: Int
    package var conditions: RuleConditions
    package var location: SourceLocation?

    package init(
        name: String,
        severity: Severity,
        owner: String? = nil,
        sla: Double = 3_600,
        escalate: [String] = [],
        repeats: Int = 3,
        conditions: RuleConditions = RuleConditions(),
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.severity = severity
        self.owner = owner
        self.sla = sla
        self.escalate = escalate
        self.repeats = repeats
        self.conditions = conditions
        self.location = location
    }

    /// Names that need no `when`.
    package static let knownNames =
        Kind.allCases.filter { $0 != .quality && $0 != .security }.map { "\($0.rawValue)_test_failure" }
        + GateID.allCases.map { "\($0.rawValue)_failure" } + [
            "performance_regression", "infrastructure_failure", "deployment_rollback", "deployment_held", "watch_lost",
            "step_failure",
        ]
}

/// How bad a failure is, from the least.
package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case low, medium, high, critical

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a failure must be like for a rule to hold; what is empty asks nothing.
package struct RuleConditions: Sendable, Hashable {
    package var categories: [String] = []
    package var components: [String] = []
    /// Globs over steps.
    package var steps: [String] = []
    /// A part of the failure's message.
    package var signature: String?
    package var environments: [String] = []

    package init() {}

    package var isEmpty: Bool { self == RuleConditions() }
}

/// Somebody who can be told, by channels.
package struct Contact: Sendable, Hashable {
    package var name: String
    /// Names of notifiers, or of other contacts.
    package var channels: [String]
    package var location: SourceLocation?

    package init(name: String, channels: [String], location: SourceLocation? = nil) {
        self.name = name
        self.channels = channels
        self.location = location
    }
}

/// Hours of the day in which only what is critical is sent at once; UTC, minutes from midnight.
package struct QuietHours: Sendable, Hashable {
    package var from: Int
    package var until: Int

    package init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// `22:00-07:00`; nil for anything else, and for no time at all.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let minutes = ends.compactMap { end -> Int? in
            let parts = end.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
                let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
            else { return nil }
            return hour * 60 + minute
        }
        guard ends.count == 2, minutes.count == 2, minutes[0] != minutes[1] else { return nil }
        self.init(from: minutes[0], until: minutes[1])
    }

    /// When the quiet that a moment lies in ends, in seconds since 1970; nil for a moment outside of it.
    package func end(after moment: Double) -> Double? {
        let day = (moment / 86_400).rounded(.down) * 86_400
        let minute = Int((moment - day) / 60)
        let isQuiet = from < until ? (from..<until).contains(minute) : minute >= from || minute < until
        guard isQuiet else { return nil }
        let end = day + Double(until) * 60
        return end > moment ? end : end + 86_400
    }
}

/// A time in which nobody is told; incidents are recorded, gate and resolve as ever.
package struct MaintenanceWindow: Sendable, Hashable {
    /// nil for all.
    package var environment: String?
    /// Days, both inclusive.
    package var from: CalendarDay
    package var until: CalendarDay
    package var reason: String

    package init(environment: String? = nil, from: CalendarDay, until: CalendarDay, reason: String) {
        self.environment = environment
        self.from = from
        self.until = until
        self.reason = reason
    }

    package func holds(at moment: Double, environment: String?) -> Bool {
        guard moment >= from.start, moment < until.end else { return false }
        return self.environment == nil || self.environment == environment
    }
}

/// A repair with the command that does it.
package struct RecoveryAction: Sendable, Hashable {
    package var recovery: Recovery
    /// Without a shell; empty where the failed step is only run again.
    package var command: [String]

    package init(_ recovery: Recovery, command: [String] = []) {
        self.recovery = recovery
        self.command = command
    }
}

/// A repair that may be tried without anybody.
package enum Recovery: String, Sendable, Hashable, CaseIterable {
    case rerunOnFreshWorker = "rerun_on_fresh_worker"
    case restartService = "restart_service"
    case restoreSnapshot = "restore_snapshot"
}
