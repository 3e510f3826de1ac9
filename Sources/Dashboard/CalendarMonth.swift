import Core

/// A month of the calendar, UTC.
package struct CalendarMonth: Sendable, Hashable {
    /// Its first second, and the first one behind it, in seconds since 1970.
    package let from: Double
    package let until: Double

    /// Reads `2026-11`; nil for anything else.
    package init?(_ text: String) {
        guard let first = CalendarDay("\(text)-01") else { return nil }
        let (year, month, _) = first.parts
        let next =
            month == 12
            ? CalendarDay(year: year + 1, month: 1, day: 1) : CalendarDay(year: year, month: month + 1, day: 1)
        guard let next else { return nil }
        from = first.start
        until = next.start
    }
}
