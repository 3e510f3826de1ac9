/// The decision of an owner to live with a failure until a day.
package struct Waiver: Sendable, Hashable {
    /// The criterion, as a key path below the gate's `criteria`.
    package var path: String
    /// Narrows it to the cells and measurements with these labels.
    package var labels: Labels
    /// Narrows it to one finding, by the rule or package that a report names; nil covers the criterion as a whole.
    package var finding: String?
    package var owner: String
    package var reason: String
    /// The last day on which it is in force, UTC.
    package var expires: CalendarDay
    package var location: SourceLocation?

    package init(
        path: String,
        labels: Labels = [:],
        finding: String? = nil,
        owner: String,
        reason: String,
        expires: CalendarDay,
        location: SourceLocation? = nil
    ) {
        self.path = path
        self.labels = labels
        self.finding = finding
        self.owner = owner
        self.reason = reason
        self.expires = expires
        self.location = location
    }

    /// `now` in seconds since 1970.
    package func isInForce(at now: Double) -> Bool { now < expires.end }

    /// `waived by Ada until 2026-12-31: the fix comes with release 4`.
    package var words: String {
        let what = finding.map { " \($0)" } ?? ""
        return "waived\(what) by \(owner) until \(expires): \(reason)"
    }
}
