/// Dates of ISO 8601 as attestations write them: `2026-03-01` or `2026-03-01T12:30:00Z`.
package enum Timestamp {
    /// Seconds since 1970; a date alone is its midnight UTC; a time needs `Z` or an offset; nil for anything else.
    package static func seconds(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40, bytes[9] < 0x80,
            let day = CalendarDay(String(decoding: bytes[..<10], as: UTF8.self))
        else { return nil }
        return bytes.count == 10 ? day.start : time(bytes[10...]).map { day.start + $0 }
    }

    private static let dash = UInt8(ascii: "-")

    /// Seconds of `T12:30[:00[.25]]` with its zone.
    private static func time(_ bytes: ArraySlice<UInt8>) -> Double? {
        var rest = bytes
        guard let mark = rest.popFirst(), mark == UInt8(ascii: "T") || mark == UInt8(ascii: "t"),
            let hour = take(&rest, 2), hour < 24, rest.popFirst() == UInt8(ascii: ":"),
            let minute = take(&rest, 2), minute < 60
        else { return nil }
        var seconds = Double(hour * 3_600 + minute * 60)
        if rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard let second = take(&rest, 2), second <= 60 else { return nil }
            seconds += Double(second)
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty, let value = Double("0." + String(decoding: digits, as: UTF8.self)) else {
                    return nil
                }
                seconds += value
                rest = rest.dropFirst(digits.count)
            }
        }
        return zone(rest).map { seconds - $0 }
    }

    /// The offset in seconds of `Z`, `+01:00`, `+0100` or `+01`.
    private static func zone(_ bytes: ArraySlice<UInt8>) -> Double? {
        var rest = bytes
        guard let sign = rest.popFirst() else { return nil }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == dash, let hours = take(&rest, 2), hours <= 23 else { return nil }
        if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
        var minutes = 0
        if !rest.isEmpty {
            guard let value = take(&rest, 2), value < 60, rest.isEmpty else { return nil }
            minutes = value
        }
        let offset = Double(hours * 3_600 + minutes * 60)
        return sign == dash ? -offset : offset
    }

    private static func take(_ bytes: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
        guard bytes.count >= count, let value = CalendarDay.number(bytes.prefix(count)) else { return nil }
        bytes = bytes.dropFirst(count)
        return value
    }
}
