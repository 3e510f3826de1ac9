import Core
import Scanning

/// The parts of an answer of Prometheus' HTTP API.
struct PrometheusAnswer {
    private(set) var status = ""
    /// The kind of error and its text; empty where there is none.
    private(set) var error = ""
    private(set) var type = ""
    private(set) var series: [MetricSeries] = []
    private(set) var nativeHistograms = 0
    private(set) var warnings: [String] = []
    private(set) var infos: [String] = []

    /// What a series without a name, as of an expression, is called.
    static let unnamed = "prometheus.result"

    init(_ bytes: Bytes) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reasons: [String] = []
        var hasResult = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "status": status = try JSONText.read(&json, limit: 40) ?? ""
            case "errorType", "error":
                if let text = try JSONText.read(&json, limit: 2_048) { reasons.append(text) }
            case "warnings": warnings = try JSONText.list(&json)
            case "infos": infos = try JSONText.list(&json)
            case "data": hasResult = try readData(&json) || hasResult
            default: try json.skipValue()
            }
        }
        try json.finish()
        error = reasons.joined(separator: ": ")
        if status == "success", !hasResult { throw json.error("no 'result' in 'data'", at: 0) }
    }

    private mutating func readData(_ json: inout JSONReader) throws(ScanError) -> Bool {
        var hasResult = false
        guard try JSONText.isObject(&json) else { return false }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "resultType": type = try JSONText.read(&json, limit: 40) ?? ""
            case "result":
                guard try json.peek() == .array, !hasResult else {
                    throw json.error("'result' must be one list", at: json.offset)
                }
                hasResult = true
                try readResult(&json)
            default: try json.skipValue()
            }
        }
        return hasResult
    }

    /// A list of series, or one pair of a time and a value.
    private mutating func readResult(_ json: inout JSONReader) throws(ScanError) {
        var list = json
        try list.beginArray()
        if try list.nextElement(), try list.peek() != .object {
            let point = type == "string" ? nil : try Self.point(&json)
            if point == nil { try json.skipValue() }
            let points = point.map { [$0] } ?? []
            series.append(MetricSeries(name: Self.unnamed, labels: [:], isCounter: false, points: points))
            return
        }
        try json.beginArray()
        while try json.nextElement() { try readSeries(&json) }
    }

    private mutating func readSeries(_ json: inout JSONReader) throws(ScanError) {
        guard try json.peek() == .object else { throw json.error("a series must be an object", at: json.offset) }
        let start = json.offset
        var one = MetricSeries(name: Self.unnamed, labels: [:], isCounter: false)
        var hasValue = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "metric": try Self.readLabels(&json, &one)
            case "value":
                hasValue = true
                one.points.append(try Self.point(&json))
            case "values":
                hasValue = true
                guard try json.peek() == .array else { throw json.error("'values' must be a list", at: json.offset) }
                try json.beginArray()
                while try json.nextElement() { one.points.append(try Self.point(&json)) }
            case "histogram", "histograms":
                hasValue = true
                nativeHistograms += 1
                try json.skipValue()
            default: try json.skipValue()
            }
        }
        guard hasValue else { throw json.error("a series without 'value' or 'values'", at: start) }
        one.isCounter = one.name.hasSuffix("_total") || one.name.hasSuffix("_bucket")
        series.append(one)
    }

    private static func readLabels(_ json: inout JSONReader, _ series: inout MetricSeries) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            let name = Text.clean(key.string, limit: 256)
            guard let value = try JSONText.read(&json, limit: 1_024) else { continue }
            if name == "__name__" { series.name = value } else { series.labels[name] = value }
        }
    }

    /// Reads `[1700000000.5, "0.25"]`.
    private static func point(_ json: inout JSONReader) throws(ScanError) -> MetricSeries.Point {
        let start = json.offset
        guard try json.peek() == .array else { throw json.error("a point must be a list", at: start) }
        try json.beginArray()
        guard try json.nextElement(), let time = try json.doubleOrSkip(), try json.nextElement() else {
            throw json.error("a point must be a time and a value", at: start)
        }
        let value: Double?
        if try json.peek() == .string {
            var text = try json.readString()
            value = text.withUTF8 { ExpositionSample.number(Bytes($0)) }
        } else {
            value = try json.doubleOrSkip()
        }
        guard let value, try !json.nextElement() else {
            throw json.error("a point must be a time and a value that is a number", at: start)
        }
        return MetricSeries.Point(time: time, value: value)
    }
}
