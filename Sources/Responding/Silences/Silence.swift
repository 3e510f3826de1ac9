/// Somebody's word that nobody is told of something for a while: it is recorded, gates and closes as ever.
package struct Silence: Sendable, Hashable {
    /// Such as `SIL-2`.
    package var id: String
    /// The name of an alert, the id of an incident, or `everything`.
    package var subject: String
    package var person: String
    package var reason: String
    /// Seconds since 1970.
    package var begun: Double
    package var until: Double
    /// When somebody ended it before its time; nil where nobody has.
    package var ended: Double?

    /// Stands for whatever there is.
    package static let everything = "everything"
    /// Seconds; whoever needs longer changes the configuration, or what is wrong.
    package static let longest = 7.0 * 86_400

    package init(
        id: String,
        subject: String,
        person: String,
        reason: String,
        begun: Double,
        until: Double,
        ended: Double? = nil
    ) {
        self.id = id
        self.subject = subject
        self.person = person
        self.reason = reason
        self.begun = begun
        self.until = min(until, begun + Self.longest)
        self.ended = ended
    }

    package func isInForce(at now: Double) -> Bool { begun <= now && now < until && ended == nil }

    package func covers(_ subject: String, at now: Double) -> Bool {
        isInForce(at: now) && (self.subject == Self.everything || self.subject.lowercased() == subject.lowercased())
    }
}
