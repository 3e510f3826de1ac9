/// A day of the Gregorian calendar in UTC, written `2026-12-31`.
package struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let number: Int

    /// nil for anything but a day that exists, written with four, two and two digits.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == Self.dash, bytes[7] == Self.dash, let year = Self.number(bytes[0..<4]),
            let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// nil where no such day exists; years from 0 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(month, year) else {
            return nil
        }
        // Years that begin in March have their leap day at the end.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted - Self.floorMod(shifted, 400)) / 400
        let yearOfEra = Self.floorMod(shifted, 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of a moment in seconds since 1970; nil for what no calendar of four-digit years holds.
    package init?(containing seconds: Double) {
        guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
        number = Int((seconds / 86_400).rounded(.down))
    }

    /// 1970-01-01.
    package static let epoch = CalendarDay(number: 0)

    private init(number: Int) { self.number = number }

    /// Its midnight, in seconds since 1970.
    package var start: Double { Double(number) * 86_400 }

    /// The midnight behind it, in seconds since 1970.
    package var end: Double { start + 86_400 }

    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted - Self.floorMod(shifted, 146_097)) / 146_097
        let dayOfEra = Self.floorMod(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    package var description: String {
        let (year, month, day) = parts
        let digits = String(year)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        return "\(zeros)\(digits)-\(Self.two(month))-\(Self.two(day))"
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    /// Two digits at least, as in dates and times.
    package static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let dash = UInt8(ascii: "-")

    /// Digits alone, as a number; nil for anything else.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func floorMod(_ value: Int, _ divisor: Int) -> Int {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
