import Core
import Glibc

/// Makes and recognises the names of runs: `20261122-150405-a1b2`, sortable by time (UTC), unique below one project.
package enum RunID {
    /// A new name for a run that starts now, in seconds since 1970.
    package static func make(at time: Double) -> String {
        var generator = SystemRandomNumberGenerator()
        return make(at: time, random: generator.next())
    }

    static func make(at time: Double, random: UInt16) -> String {
        // Years 1970 to 9999: four digits, and no clock can make the name invalid.
        var seconds = time_t(time.isFinite ? min(max(time, 0), 253_402_300_799) : 0)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = pad(parts.tm_year + 1900, 4) + pad(parts.tm_mon + 1, 2) + pad(parts.tm_mday, 2)
        let clock = pad(parts.tm_hour, 2) + pad(parts.tm_min, 2) + pad(parts.tm_sec, 2)
        let suffix = String(random, radix: 16)
        return "\(date)-\(clock)-" + String(repeating: "0", count: 4 - suffix.count) + suffix
    }

    /// When a run started, by its name, in seconds since 1970; nil for a name of another form.
    package static func time(of id: String) -> Double? {
        guard isValid(id) else { return nil }
        let number = { (start: Int, length: Int) in Int(id.dropFirst(start).prefix(length)) ?? 0 }
        guard let day = CalendarDay(year: number(0, 4), month: number(4, 2), day: number(6, 2)) else { return nil }
        return day.start + Double(number(9, 2) * 3_600 + number(11, 2) * 60 + number(13, 2))
    }

    /// Whether the name has the form of a run's.
    package static func isValid(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.count == 20 else { return false }
        return bytes.indices.allSatisfy { index in
            let byte = bytes[index]
            let digit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            switch index {
            case 8, 15: return byte == UInt8(ascii: "-")
            case 16...: return digit || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"))
            default: return digit
            }
        }
    }

    private static func pad(_ value: Int32, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
