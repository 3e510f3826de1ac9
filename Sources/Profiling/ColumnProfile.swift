import Privacy

/// What is known of a column's values without any of them: forms, counts and shares.
struct ColumnProfile {
    let name: String
    private var rows = 0
    private var nulls = 0
    private var numbers = 0
    private var decimals = 0
    private var booleans = 0
    private var truths = 0
    private var dates = 0
    private var withTime = 0
    private var uuids = 0
    private var length = 0
    /// Whether each value was one more than the one before.
    private var isSequence = true
    private var last: Double?
    private var first: Double?
    /// Values with their counts, as long as they are few.
    private var categories: [[UInt8]: Int] = [:]
    private var hasManyValues = false
    /// Numbers of rows that chance chose, each row as likely as any other; nil where a value is no number.
    private(set) var sample: [Double?] = []
    private var seen: Set<UInt64> = []
    private var isUnique = true
    /// The form that all values have, such as `AA-9999`; nil where they differ.
    private var form: [UInt8]?
    private var hasOneForm = true
    private var months = (first: Int.max, last: Int.min)
    private var weekdays = [Int](repeating: 0, count: 7)
    private var hours = [Int](repeating: 0, count: 24)
    private let hash: KeyedHash

    private static let categoryLimit = 200
    private static let sampleLimit = 20_000
    private static let uniqueLimit = 2_000_000

    init(name: String, hash: KeyedHash) {
        self.name = name
        self.hash = hash
    }

    /// `place` is where the sample keeps the row's number; nil where it does not.
    mutating func add(_ value: UnsafeRawBufferPointer, sample place: Int?) {
        rows += 1
        if let place, place == sample.count { sample.append(nil) }
        if let place { sample[place] = nil }
        guard !value.isEmpty, !Self.isNull(value) else {
            nulls += 1
            return
        }
        length += value.count
        addForm(value)
        if isUnique, seen.count < Self.uniqueLimit { isUnique = seen.insert(hash(value)).inserted }
        if !hasManyValues {
            categories[Array(value.prefix(64)), default: 0] += 1
            if categories.count > Self.categoryLimit {
                hasManyValues = true
                categories = [:]
            }
        }
        if let number = Self.number(value) {
            numbers += 1
            decimals = max(decimals, Self.decimals(value))
            if let place { sample[place] = number }
            if let last, number != last + 1 { isSequence = false }
            if first == nil { first = number }
            last = number
        } else {
            isSequence = false
            addWord(value)
        }
    }

    private mutating func addWord(_ value: UnsafeRawBufferPointer) {
        if let truth = Self.truth(value) {
            booleans += 1
            if truth { truths += 1 }
        } else if let date = Self.date(value) {
            dates += 1
            let month = date.year * 12 + date.month - 1
            months = (min(months.first, month), max(months.last, month))
            weekdays[date.weekday] += 1
            if let hour = date.hour {
                withTime += 1
                hours[hour] += 1
            }
        } else if value.count == 36, value[8] == 0x2D, value[13] == 0x2D, value[18] == 0x2D, value[23] == 0x2D {
            uuids += 1
        }
    }

    private mutating func addForm(_ value: UnsafeRawBufferPointer) {
        guard hasOneForm else { return }
        guard value.count <= 40 else { return hasOneForm = false }
        let own = value.map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39: 0x39
            case 0x41...0x5A: 0x41
            case 0x61...0x7A: 0x61
            default: byte
            }
        }
        if form == nil { form = own } else if form != own { hasOneForm = false }
    }

    // MARK: As a field

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

    // MARK: Values

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

    private static func isNull(_ value: UnsafeRawBufferPointer) -> Bool {
        value.elementsEqual("NULL".utf8) || value.elementsEqual("\\N".utf8) || value.elementsEqual("null".utf8)
    }

    private static func number(_ value: UnsafeRawBufferPointer) -> Double? {
        guard value.count <= 24,
            value.allSatisfy({ (0x2B...0x39).contains($0) && $0 != 0x2C && $0 != 0x2F || $0 | 0x20 == 0x65 })
        else { return nil }
        // A number with a zero in front is a code.
        if value.count > 1, value[0] == 0x30, value[1] != 0x2E { return nil }
        return Double(String(decoding: value, as: UTF8.self))
    }

    private static func decimals(_ value: UnsafeRawBufferPointer) -> Int {
        value.firstIndex(of: 0x2E).map { value.count - $0 - 1 } ?? 0
    }

    private static func truth(_ value: UnsafeRawBufferPointer) -> Bool? {
        guard value.count <= 5 else { return nil }
        switch String(decoding: value, as: UTF8.self).lowercased() {
        case "true", "t", "yes": return true
        case "false", "f", "no": return false
        default: return nil
        }
    }

    /// `2024-03-01`, alone or with an hour behind it.
    private static func date(
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

    /// How many numbers a sample keeps.
    static var room: Int { sampleLimit }
}
