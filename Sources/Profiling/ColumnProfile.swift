import Privacy

/// What is known of a column's values without any of them: forms, counts and shares.
struct ColumnProfile {
    let name: String
    private(set) var rows = 0
    private(set) var nulls = 0
    private(set) var numbers = 0
    private(set) var decimals = 0
    private(set) var booleans = 0
    private(set) var truths = 0
    private(set) var dates = 0
    private(set) var withTime = 0
    private(set) var uuids = 0
    private(set) var length = 0
    /// Whether each value was one more than the one before.
    private(set) var isSequence = true
    private var last: Double?
    private(set) var first: Double?
    /// Values with their counts, as long as they are few.
    private(set) var categories: [[UInt8]: Int] = [:]
    private(set) var hasManyValues = false
    /// Numbers of rows that chance chose, each row as likely as any other; nil where a value is no number.
    private(set) var sample: [Double?] = []
    private var seen: Set<UInt64> = []
    private(set) var isUnique = true
    /// The form that all values have, such as `AA-9999`; nil where they differ.
    private(set) var form: [UInt8]?
    private(set) var hasOneForm = true
    private(set) var months = (first: Int.max, last: Int.min)
    private(set) var weekdays = [Int](repeating: 0, count: 7)
    private(set) var hours = [Int](repeating: 0, count: 24)
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
        guard !value.isEmpty, !ValueForm.isNull(value) else {
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
        if let number = ValueForm.number(value) {
            numbers += 1
            decimals = max(decimals, ValueForm.decimals(value))
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
        if let truth = ValueForm.truth(value) {
            booleans += 1
            if truth { truths += 1 }
        } else if let date = ValueForm.date(value) {
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

    /// How many numbers a sample keeps.
    static var room: Int { sampleLimit }
}
