import Core
import Criteria
import Scanning
import Wire

/// One entry of `metrics`.
struct MetricEntry {
    struct Identity: Hashable {
        var name: String
        var labels: Labels
    }

    var name = ""
    var offset = 0
    private var value = 0.0
    private var isBoolean = false
    private var dimension = Dimension.count
    private var samples = 0
    private var labels: Labels = [:]
    private var offenders: [Offender] = []
    private var notes: [String] = []

    var identity: Identity { Identity(name: name, labels: labels) }

    static func read(_ json: inout JSONReader) throws(ScanError) -> MetricEntry {
        var entry = MetricEntry()
        guard try json.peek() == .object else { throw json.error("a metric must be an object", at: json.offset) }
        entry.offset = json.offset
        var unit: (text: String, offset: Int)?
        var keys = KeyedReader(["metric", "value", "unit", "samples", "labels", "offenders", "notes"])
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "metric": entry.name = try KeyedReader.text(&json, key)
            case "value": try entry.readValue(&json)
            case "unit":
                let offset = try KeyedReader.start(&json)
                guard try json.peek() == .string else { throw json.error("'unit' must be a text", at: offset) }
                unit = (try json.readString(), offset)
            case "samples": entry.samples = try count(&json, key)
            case "labels": entry.labels = try KeyedReader.texts(&json, key)
            case "notes": entry.notes = try KeyedReader.list(&json, key)
            default: try entry.readOffenders(&json)
            }
        }
        try keys.require("metric", "value", "samples", in: json, at: entry.offset)
        try entry.apply(unit, json)
        return entry
    }

    private mutating func readValue(_ json: inout JSONReader) throws(ScanError) {
        switch try json.peek() {
        case .number: value = try json.readDouble()
        case .bool:
            value = try json.readBool() ? 1 : 0
            isBoolean = true
        default: throw json.error("'value' must be a number, true or false", at: json.offset)
        }
    }

    private static func count(_ json: inout JSONReader, _ key: String) throws(ScanError) -> Int {
        let offset = try KeyedReader.start(&json)
        guard try json.peek() == .number, let count = try json.integerOrSkip(), (0...1 << 52).contains(count) else {
            throw json.error("'\(key)' must be a whole number, 0 or more", at: offset)
        }
        return count
    }

    /// Turns the value into the base unit of its dimension.
    private mutating func apply(_ unit: (text: String, offset: Int)?, _ json: JSONReader) throws(ScanError) {
        if isBoolean {
            dimension = .boolean
            if let unit, unit.text != "boolean" {
                throw json.error("true and false have no unit but 'boolean'", at: unit.offset)
            }
            return
        }
        switch unit?.text {
        case nil, "", "count": dimension = .count
        case "ratio": dimension = .ratio
        case let text?:
            guard let known = Unit(rawValue: text) else {
                let shown = Text.clean(text, limit: 40)
                let examples = "%, ratio, ns, us, ms, s, min, h, days, count, rps, B, KB, MB, MiB, bps, Mbps, cores"
                throw json.error("unknown unit '\(shown)'; known are \(examples)", at: unit?.offset ?? offset)
            }
            value = Quantity(value, known).value
            dimension = known.dimension
        }
        guard value.isFinite else { throw json.error("the value is out of range", at: offset) }
    }

    private mutating func readOffenders(_ json: inout JSONReader) throws(ScanError) {
        guard try json.peek() == .array else { throw json.error("'offenders' must be a list", at: json.offset) }
        try json.beginArray()
        while try json.nextElement() {
            guard try json.peek() == .object else { throw json.error("an offender must be an object", at: json.offset) }
            let start = json.offset
            var offender = Offender(name: "")
            var keys = KeyedReader(["name", "file", "line", "detail", "value"])
            try json.beginObject()
            while let key = try keys.next(&json) {
                switch key {
                case "name": offender.name = try KeyedReader.text(&json, key)
                case "file": offender.file = SourcePath.normalised(try KeyedReader.text(&json, key))
                case "line": offender.line = try Self.count(&json, key)
                case "detail": offender.detail = try KeyedReader.text(&json, key)
                default:
                    let value = try Self.shownValue(&json)
                    offender.detail = offender.detail ?? value
                }
            }
            try keys.require("name", in: json, at: start)
            offenders.append(offender)
        }
    }

    /// What an offender measured, in words.
    private static func shownValue(_ json: inout JSONReader) throws(ScanError) -> String {
        switch try json.peek() {
        case .string: return try KeyedReader.text(&json, "value")
        case .number:
            switch try json.readNumber() {
            case .integer(let value): return "\(value)"
            case .number(let value): return "\(value)"
            }
        default: throw json.error("'value' of an offender must be a number or a text", at: json.offset)
        }
    }

    func measurement(_ provenance: Provenance) -> Measurement {
        Measurement(
            metric: MetricID(name),
            value: value,
            dimension: dimension,
            labels: labels,
            samples: samples,
            provenance: [provenance],
            offenders: offenders,
            notes: notes
        )
    }
}
