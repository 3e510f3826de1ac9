/// A message on its way to one channel, without a clock.
package struct Delivery: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable {
        case waiting, sent, dead, dropped
    }

    /// What became of one attempt.
    package enum Outcome: Sendable, Hashable {
        case accepted
        /// Worth another attempt; `after` is what the server asked for, in seconds.
        case later(String, after: Double?)
        /// Not worth another one.
        case refused(String)
    }

    package let id: String
    package let incident: String
    package let notifier: String
    package private(set) var status = Status.waiting
    package private(set) var attempts = 0
    package private(set) var notBefore: Double
    package private(set) var problem: String?

    package init(id: String, incident: String, notifier: String, notBefore: Double) {
        self.id = id
        self.incident = incident
        self.notifier = notifier
        self.notBefore = notBefore
    }

    /// Pauses in seconds before each further attempt.
    package static let pauses: [Double] = [5, 30, 120, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800]
    /// The longest pause that a server may ask for.
    package static let longestPause = 86_400.0

    package func isDue(at now: Double) -> Bool { status == .waiting && now >= notBefore }

    /// `chance` from 0 to 1 spreads the attempts of many.
    package mutating func apply(_ outcome: Outcome, at now: Double, chance: Double) {
        guard status == .waiting else { return }
        attempts += 1
        switch outcome {
        case .accepted:
            status = .sent
            problem = nil
        case .refused(let reason):
            status = .dead
            problem = reason
        case .later(let reason, let asked):
            problem = reason
            guard attempts <= Self.pauses.count else { return status = .dead }
            let own = Self.pauses[attempts - 1] * (0.5 + min(max(chance, 0), 1) / 2)
            notBefore = now + min(max(asked ?? 0, own), Self.longestPause)
        }
    }

    /// Nobody needs it any more.
    package mutating func drop() { if status == .waiting { status = .dropped } }
}
