import Privacy

/// What is known of a column, as a field of a specification.
extension ColumnProfile {
    /// Whether all values are whole numbers or short keys, each there once: what others may point at.
    var isKey: Bool { isUnique && nulls == 0 && rows > 1 }

    /// A YAML value; `minimum` is how often a value must occur so that it may be told.
    func field(minimum: Int) -> String {
        let extra = nulls > 0 && nulls < rows ? "nulls: \(Self.percent(nulls, rows))" : nil
        let kind = kind(minimum: minimum)
        let unique = isKey && !kind.text.hasPrefix("sequence") && kind.canBeUnique ? "unique: true" : nil
        let more = [unique, extra].compactMap(\.self)
        guard !more.isEmpty else { return kind.text.contains(":") ? "{\(kind.text)}" : kind.text }
        let base = kind.text.contains(":") ? kind.text : "kind: \(kind.text)"
        return "{\(([base] + more).joined(separator: ", "))}"
    }

    private func kind(minimum: Int) -> (text: String, canBeUnique: Bool) {
        let values = rows - nulls
        guard values > 0 else { return ("constant: \"\", nulls: 100%", false) }
        if numbers == values, isSequence, values > 1, let first, decimals == 0 {
            return (first == 1 ? "sequence" : "sequence: {start: \(Int64(first))}", false)
        }
        // What rows are told apart by; which number is whose does not matter.
        if numbers == values, isKey, decimals == 0 { return ("sequence", false) }
        if uuids == values { return ("uuid", false) }
        if booleans == values { return ("boolean: \(Self.percent(truths, values))", false) }
        if FieldGuess.isPersonal(name) {
            return FieldGuess.kind(name).map { ($0, $0 == "email") } ?? ("pattern: \"[a-z0-9]{12}\"", true)
        }
        if dates == values, let time { return (time, false) }
        // Of more numbers than these, bounds say enough.
        if numbers == values, hasManyValues || categories.count > 20, let number { return (number, false) }
        if !hasManyValues, let choices = choices(minimum: minimum) { return (choices, false) }
        if numbers == values, let number { return (number, false) }
        if let pattern { return (pattern, true) }
        if let kind = FieldGuess.kind(name) { return (kind, false) }
        if isKey { return ("pattern: \"[a-z0-9]{\(min(max(length / values, 6), 16))}\"", true) }
        return (length / values > 24 ? "sentence" : "word", false)
    }

    /// Values that occur often enough, with their counts; nil where they are no choice, or where one of them is a person's.
    private func choices(minimum: Int) -> String? {
        let values = rows - nulls
        guard categories.count * 4 <= values else { return nil }
        let told = categories.filter { $0.value >= minimum }.sorted {
            $0.value == $1.value ? $0.key.lexicographicallyPrecedes($1.key) : $0.value > $1.value
        }
        let known = told.reduce(0) { $0 + $1.value }
        // Where most is rare, what is left would say little and be wrong.
        guard !told.isEmpty, known * 10 >= values * 9 else { return nil }
        let scanner = PersonalScanner()
        let isPersonal = told.contains { value in value.key.withUnsafeBytes { scanner.scan($0).count > 0 } }
        guard !isPersonal else { return nil }
        let listed = told.map { "\(SpecText.quoted(String(decoding: $0.key, as: UTF8.self))): \($0.value)" }
        return "one_of: {\(listed.joined(separator: ", "))}"
    }

    /// A histogram of ten equal shares, whose bounds are rounded so that none is a record's value.
    private var number: String? {
        let sorted = sample.compactMap(\.self).sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        guard sorted.count >= 20, least < most else {
            let (low, high) = (Self.rounded(least, up: false), Self.rounded(most, up: true))
            return "number: {uniform: [\(low), \(high)], decimals: \(min(decimals, 9))}"
        }
        var bounds: [Double] = []
        var counts: [Int] = []
        let step = max(5, sorted.count / 10)
        var begin = 0
        bounds.append(Double(Self.rounded(least, up: false)) ?? least)
        while begin < sorted.count {
            let end = sorted.count - begin < 2 * step ? sorted.count : begin + step
            let bound =
                end == sorted.count
                ? Double(Self.rounded(most, up: true)) ?? most
                : Double(SpecText.number(sorted[end])) ?? sorted[end]
            if let last = bounds.last, bound > last {
                bounds.append(bound)
                counts.append(end - begin)
            } else if !counts.isEmpty {
                counts[counts.count - 1] += end - begin
            }
            begin = end
        }
        guard bounds.count >= 2, bounds.count == counts.count + 1 else { return nil }
        let places = bounds.map { SpecText.number($0, digits: 6) }.joined(separator: ", ")
        let shares = counts.map { "\($0)" }.joined(separator: ", ")
        return "number: {histogram: {bounds: [\(places)], counts: [\(shares)]}, decimals: \(min(decimals, 9))}"
    }

    private var time: String? {
        guard months.first <= months.last else { return nil }
        func day(_ month: Int, _ day: Int) -> String {
            let (year, month) = (month / 12, month % 12 + 1)
            return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
        var parts = ["from: \(day(months.first, 1))", "to: \(day(months.last, 28))"]
        let values = rows - nulls
        if values >= 70 { parts.append("weekdays: [\(weekdays.map { "\($0)" }.joined(separator: ", "))]") }
        if withTime >= 240 { parts.append("hours: [\(hours.map { "\($0)" }.joined(separator: ", "))]") }
        if withTime == 0 { parts.append("as: date") }
        return "time: {\(parts.joined(separator: ", "))}"
    }

    /// The form of all values as a pattern.
    private var pattern: String? {
        guard hasOneForm, let form, form.contains(0x39) else { return nil }
        var output = ""
        var index = 0
        while index < form.count {
            var end = index
            while end < form.count, form[end] == form[index] { end += 1 }
            let count = end - index > 1 ? "{\(end - index)}" : ""
            switch form[index] {
            case 0x39: output += "[0-9]\(count)"
            case 0x41: output += "[A-Z]\(count)"
            case 0x61: output += "[a-z]\(count)"
            case 0x20, 0x2D, 0x5F, 0x3A, 0x23:
                output += String(repeating: String(UnicodeScalar(form[index])), count: end - index)
            default: return nil
            }
            index = end
        }
        return "pattern: \"\(output)\""
    }

    private static func percent(_ part: Int, _ whole: Int) -> String {
        "\(SpecText.number(Double(part) / Double(max(1, whole)) * 100))%"
    }

    /// To two significant digits, away from the values.
    private static func rounded(_ value: Double, up: Bool) -> String {
        guard value != 0 else { return "0" }
        var scale = 1.0
        while value.magnitude / scale >= 100 { scale *= 10 }
        while value.magnitude / scale < 10, scale > 1e-9 { scale /= 10 }
        let steps = (value / scale).rounded(up ? .up : .down)
        return SpecText.number(steps * scale, digits: 2)
    }
}
