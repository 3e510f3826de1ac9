import Core

/// Times as people and trackers write them.
enum Moment {
    /// Seconds since 1970 of `2026-11-28`, `2026-11-28T15:04:05Z` or a number of such seconds; nil for anything else.
    static func read(_ text: String) -> Double? {
        if let seconds = Double(text) { return seconds.isFinite ? seconds : nil }
        guard let day = CalendarDay(String(text.prefix(10))) else { return nil }
        let rest = text.dropFirst(10)
        if rest.isEmpty { return day.start }
        guard rest.first == "T" || rest.first == " " else { return nil }
        let parts = rest.dropFirst().prefix { $0 != "Z" && $0 != "+" }.split(separator: ":").map { Double($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2], hours < 24,
            minutes < 60, seconds < 61
        else { return nil }
        return day.start + hours * 3_600 + minutes * 60 + seconds
    }
}
