package import Core

/// A failure that somebody owns, with a deadline, and what happens when it passes: a state machine without a clock.
package struct Incident: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable {
        case triggered, acknowledged, recovered, resolved
    }

    /// What was agreed on when it opened: later changes of the configuration do not touch it.
    package struct Policy: Sendable, Hashable {
        package var rule: String
        package var severity: Severity
        /// Whom each step calls; never empty of steps.
        package var chain: [[String]]
        /// Seconds.
        package var sla: Double
        package var repeats: Int
        package var closeAfter: Int

        package init(
            rule: String,
            severity: Severity,
            chain: [[String]],
            sla: Double,
            repeats: Int,
            closeAfter: Int
        ) {
            self.rule = rule
            self.severity = severity
            self.chain = chain.isEmpty ? [[]] : chain
            self.sla = sla
            self.repeats = repeats
            self.closeAfter = max(1, closeAfter)
        }

        /// Whoever is called first has some time, also where the SLA is "at once".
        static let shortest = 60.0

        /// Seconds until the step after the one that was called.
        package func patience(after step: Int) -> Double {
            // At once: the whole chain without a pause.
            if sla == 0, step + 1 < chain.count { return 0 }
            return max(sla, Self.shortest)
        }

        package var acknowledgeFor: Double { max(sla, 300) }
    }

    package enum Event: Sendable, Hashable {
        case failed(at: Double)
        /// A measurement of the same signature that passed.
        case passed(at: Double)
        case acknowledged(by: String, at: Double)
        /// The step of the chain that was called.
        case escalated(at: Double)
        case acknowledgementExpired(at: Double)
        case flapping(at: Double)
        /// A repair is being tried, by its name.
        case recovering(with: String, at: Double)
        /// It worked: nobody is called unless it fails again.
        case recovered(with: String, at: Double)
        case notRecovered(at: Double)
    }

    package let id: String
    /// Like no other's, whatever project or folder it is of.
    package let uid: String
    package let key: String
    package let step: String
    package let title: String
    package let environment: String?
    package let policy: Policy
    package let opened: Double
    package private(set) var status = Status.triggered
    /// The step of the chain that is called next.
    package private(set) var next = 0
    package private(set) var round = 0
    package private(set) var dueAt: Double?
    package private(set) var acknowledgedBy: String?
    package private(set) var acknowledgedUntil: Double?
    package private(set) var passes = 0
    package private(set) var lastFailure: Double
    package private(set) var resolvedAt: Double?
    package private(set) var isFlapping = false
    /// When it turned from failing to passing or back, within the last hour.
    package private(set) var changes: [Double] = []
    /// Until when a repair is waited for before anybody is called.
    package private(set) var recoveringUntil: Double?
    /// What repaired it for now.
    package private(set) var recoveredBy: String?
    package private(set) var lastPass: Double?
    private var lastCall: Double?

    /// `changes` are those of an earlier incident on the same failure that closed a moment ago.
    package init(
        id: String,
        uid: String,
        key: String,
        step: String,
        title: String,
        environment: String? = nil,
        policy: Policy,
        opened: Double,
        changes: [Double] = []
    ) {
        self.id = id
        self.uid = uid
        self.key = key
        self.step = step
        self.title = title
        self.environment = environment
        self.policy = policy
        self.opened = opened
        lastFailure = opened
        dueAt = opened
        self.changes = changes.filter { opened - $0 <= Self.flappingWindow }
        if !changes.isEmpty { note(opened) }
    }

    package static let flappingLimit = 4
    package static let flappingWindow = 3_600.0
    /// Seconds that a repair is waited for at most.
    package static let recoveryTime = 900.0
    /// Who was called in vain is called again after so many seconds, where it fails again.
    private static let again = 86_400.0

    package var isOpen: Bool { status != .resolved }

    /// Whether it was resolved so short a time ago, in seconds.
    package func closed(within seconds: Double, of now: Double) -> Bool {
        resolvedAt.map { now - $0 <= seconds } ?? false
    }

    /// Whether deployments wait for it; what went wrong in an environment blocks that one by itself, and closes by the next
    /// deployment to it.
    package var blocks: Bool { isOpen && policy.severity == .critical && environment == nil }

    /// What is due by a moment; asked again after each event, it comes to an end.
    package func due(at now: Double) -> Event? {
        switch status {
        case .resolved, .recovered: return nil
        case .acknowledged:
            guard let until = acknowledgedUntil, now >= until else { return nil }
            return .acknowledgementExpired(at: now)
        case .triggered:
            guard let dueAt, now >= dueAt else { return nil }
            // What is critical waits for no repair.
            if let recoveringUntil, now < recoveringUntil, policy.severity != .critical { return nil }
            return .escalated(at: now)
        }
    }

    /// Whom the next step calls.
    package var nextTargets: [String] { policy.chain[next] }

    /// Whether the failure has changed so often that nobody is told of each change.
    package func becomesFlapping(at now: Double) -> Bool {
        !isFlapping && changes.filter { now - $0 <= Self.flappingWindow }.count >= Self.flappingLimit
    }

    package mutating func apply(_ event: Event) {
        guard isOpen else { return }
        switch event {
        case .failed(let time):
            if passes > 0 { note(time) }
            passes = 0
            lastFailure = max(lastFailure, time)
            callAgain(time)
        case .passed(let time):
            if passes == 0 { note(time) }
            passes += 1
            lastPass = time
            // What flaps stays open until it has been well for a whole window.
            let isQuiet = !isFlapping || time - lastFailure > Self.flappingWindow
            guard passes >= policy.closeAfter, isQuiet else { return }
            status = .resolved
            resolvedAt = time
            dueAt = nil
            acknowledgedUntil = nil
        case .acknowledged(let person, let time):
            status = .acknowledged
            acknowledgedBy = person
            acknowledgedUntil = time + policy.acknowledgeFor
            dueAt = nil
        case .escalated(let time): escalate(time)
        case .acknowledgementExpired(let time):
            status = .triggered
            acknowledgedUntil = nil
            (next, round) = (0, 0)
            dueAt = time
        case .flapping: isFlapping = true
        case .recovering(_, let time): recoveringUntil = time + Self.recoveryTime
        case .notRecovered: recoveringUntil = nil
        case .recovered(let name, _):
            recoveringUntil = nil
            guard status == .triggered else { return }
            (status, recoveredBy, dueAt) = (.recovered, name, nil)
        }
    }

    /// It has failed once more: a repair did not last, or everybody was called in vain long ago.
    private mutating func callAgain(_ time: Double) {
        let wasInVain = status == .triggered && dueAt == nil && time - (lastCall ?? opened) >= Self.again
        guard status == .recovered || wasInVain else { return }
        status = .triggered
        (next, round) = (0, 0)
        dueAt = time
    }

    private mutating func escalate(_ time: Double) {
        guard status == .triggered, dueAt != nil else { return }
        let patience = policy.patience(after: next)
        lastCall = time
        if next + 1 < policy.chain.count {
            next += 1
        } else {
            next = 0
            round += 1
        }
        dueAt = round > policy.repeats ? nil : time + patience
    }

    private mutating func note(_ time: Double) {
        changes.removeAll { time - $0 > Self.flappingWindow }
        changes.append(time)
    }
}
