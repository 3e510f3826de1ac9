/// When what runs have left behind goes away.
package enum CleanupTime: String, Sendable, Hashable, CaseIterable {
    case immediate
    case afterSuite = "after_suite"
    case afterRun = "after_run"
    case daily
    case weekly
    case never

    /// Of the runs that began before this moment what they left goes now; nil where nothing does.
    ///
    /// The day's or the week's first run finds all of the one before; later ones find nothing more. `now`: the beginning of
    /// the current run, as all times in seconds since 1970 and by days of UTC.
    package func limit(now: Double) -> Double? {
        let day = (now / Self.day).rounded(.down)
        switch self {
        case .immediate, .afterSuite, .afterRun: return now
        case .daily: return day * Self.day
        case .weekly:
            // The first day of 1970 was a Thursday, and weeks begin on Mondays.
            let weekday = (day + 3).truncatingRemainder(dividingBy: 7)
            return (day - weekday) * Self.day
        case .never: return nil
        }
    }

    private static let day = 86_400.0
}
