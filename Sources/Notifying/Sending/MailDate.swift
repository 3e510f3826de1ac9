import Core

/// Dates of mails (RFC 5322).
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ moment: Double) -> String {
        guard let day = CalendarDay(containing: moment) else { return "" }
        let parts = day.description.split(separator: "-").compactMap { Int($0) }
        let rest = Int(moment - day.start)
        let two = CalendarDay.two
        let time = "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        let weekday = days[((day.number % 7) + 7) % 7]
        return "\(weekday), \(parts[2]) \(months[parts[1] - 1]) \(parts[0]) \(time) +0000"
    }
}
