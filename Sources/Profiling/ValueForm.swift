/// What the text of one value can be read as.
enum ValueForm {
    static func isNull(_ value: UnsafeRawBufferPointer) -> Bool {
        value.elementsEqual("NULL".utf8) || value.elementsEqual("\\N".utf8) || value.elementsEqual("null".utf8)
    }

    static func number(_ value: UnsafeRawBufferPointer) -> Double? {
        guard value.count <= 24,
            value.allSatisfy({ (0x2B...0x39).contains($0) && $0 != 0x2C && $0 != 0x2F || $0 | 0x20 == 0x65 })
        else { return nil }
        // A number with a zero in front is a code.
        if value.count > 1, value[0] == 0x30, value[1] != 0x2E { return nil }
        return Double(String(decoding: value, as: UTF8.self))
    }

    static func decimals(_ value: UnsafeRawBufferPointer) -> Int {
        value.firstIndex(of: 0x2E).map { value.count - $0 - 1 } ?? 0
    }

    static func truth(_ value: UnsafeRawBufferPointer) -> Bool? {
        guard value.count <= 5 else { return nil }
        switch String(decoding: value, as: UTF8.self).lowercased() {
        case "true", "t", "yes": return true
        case "false", "f", "no": return false
        default: return nil
        }
    }

    /// `2024-03-01`, alone or with an hour behind it.
    static func date(
        _ value: UnsafeRawBufferPointer
    ) -> (year: Int, month: Int, weekday: Int, hour: Int?)? {
        guard value.count >= 10, value.count <= 35, value[4] == 0x2D, value[7] == 0x2D else { return nil }
        func digits(_ start: Int, _ count: Int) -> Int? {
            var number = 0
            for index in start..<(start + count) {
                guard index < value.count, (0x30...0x39).contains(value[index]) else { return nil }
                number = number * 10 + Int(value[index] - 0x30)
            }
            return number
        }
        guard let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        // Days since the beginning of March of the year 0 (Hinnant), which was a Wednesday.
        let (shifted, place) = (month > 2 ? year : year - 1, (month + 9) % 12)
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (place * 153 + 2) / 5 + day - 1
        guard value.count > 12 else { return (year, month, (days + 2) % 7, nil) }
        return digits(11, 2).flatMap { $0 < 24 ? (year, month, (days + 2) % 7, $0) : nil }
    }
}
