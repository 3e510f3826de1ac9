import Core
package import Criteria
import Reports

/// How figures are written for people, where the reports have no word for them.
package enum Words {
    package static func figure(_ value: Double, _ dimension: Dimension) -> String { Display.rounded(value, dimension) }

    /// One decimal: more is noise on a dashboard.
    package static func share(_ share: Double) -> String {
        Quantity(measured: share, .ratio).rounded(decimals: 1).description
    }

    /// `2026-11-28 15:04`, UTC.
    package static func time(_ seconds: Double) -> String {
        guard let day = CalendarDay(containing: seconds) else { return "—" }
        let minutes = Int((seconds - day.start) / 60)
        return "\(day) \(CalendarDay.two(minutes / 60)):\(CalendarDay.two(minutes % 60))"
    }

    package static func day(_ seconds: Double) -> String { CalendarDay(containing: seconds)?.description ?? "—" }

    /// `execution_time` as `Execution time`.
    package static func title(_ name: String) -> String {
        let words = name.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    package static func commit(_ commit: String?) -> String { commit.map { String($0.prefix(10)) } ?? "—" }
}
