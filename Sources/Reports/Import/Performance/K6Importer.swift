package import Core
import Criteria
package import Scanning

/// The end-of-test summary of k6, in both layouts: what `handleSummary()` gets, and `--summary-export`.
package enum K6Importer: Importer {
    package static let format = FormatDescription(id: "k6-summary", title: "k6 summary", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let metrics = head.member("metrics")?.keys else { return false }
        let own = ["http_req", "iteration", "vus", "data_sent", "data_received", "checks", "grpc_req", "dropped_iter"]
        return metrics.contains { name in own.contains { name.hasPrefix($0) } }
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("a k6 summary is a JSON object", at: json.offset) }
        var summary = K6Summary()
        var hasMetrics = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "metrics":
                hasMetrics = true
                try json.beginObject()
                while let name = try json.nextKey() {
                    let offset = json.offset
                    guard try json.peek() == .object else {
                        throw json.error(
                            "metric '\(JSONText.clean(name.string, limit: 100))' is not an object",
                            at: offset
                        )
                    }
                    summary.add(K6Metric(name: name.string, value: try json.readValue()))
                }
            case "state":
                let state = try json.readValue()
                summary.duration = state["testRunDurationMs"]?.double.flatMap { $0 > 0 ? $0 / 1_000 : nil }
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard hasMetrics else { throw json.error("no 'metrics': this is no k6 summary", at: 0) }
        report.tool = "k6"
        report.performance = summary.results()
        summary.remark(on: &report)
    }
}

/// One metric of a summary, whichever layout it has.
struct K6Metric {
    /// The name without its tags.
    let base: String
    let labels: Labels
    private let values: JSON
    /// Whether the values are milliseconds; nil in the flat layout, which does not say.
    let isTime: Bool?
    /// Thresholds of the metric: expression → held.
    let thresholds: [String: Bool]

    init(name: String, value: JSON) {
        (base, labels) = Self.split(JSONText.clean(name, limit: 500))
        values = value["values"] ?? value
        let isNested = value["values"] != nil
        isTime = isNested ? value["contains"]?.string == "time" : nil
        var thresholds: [String: Bool] = [:]
        for member in value["thresholds"]?.object ?? [] {
            let expression = JSONText.clean(member.key, limit: 200)
            if let ok = member.value["ok"]?.bool {
                thresholds[expression] = ok
            } else if let crossed = member.value.bool {
                // `--summary-export` says true where the threshold was crossed.
                thresholds[expression] = !crossed
            }
        }
        self.thresholds = thresholds
    }

    func number(_ key: String) -> Double? { values[key]?.double }

    func count(_ key: String) -> Int? { values[key]?.int.flatMap { (0...1 << 52).contains($0) ? $0 : nil } }

    /// The trend's statistics in seconds; only those that the summary holds.
    var latency: [Aggregate: Double] {
        var latency: [Aggregate: Double] = [:]
        for member in values.object ?? [] {
            guard let value = member.value.double, let aggregate = Self.aggregate(member.key) else { continue }
            latency[aggregate] = Quantity(value, .ms).value
        }
        // The median is the 50th percentile by definition.
        if let median = latency[.median], latency[.p50] == nil { latency[.p50] = median }
        return latency
    }

    private static func aggregate(_ key: String) -> Aggregate? {
        switch key {
        case "avg": return .average
        case "min": return .minimum
        case "max": return .maximum
        case "med": return .median
        default:
            guard key.hasPrefix("p("), key.hasSuffix(")") else { return nil }
            return Aggregate("p" + key.dropFirst(2).dropLast())
        }
    }

    /// `http_req_duration{service:api,group:::Login}` taken apart.
    private static func split(_ name: String) -> (String, Labels) {
        guard name.hasSuffix("}"), let open = name.utf8.firstIndex(of: UInt8(ascii: "{")) else { return (name, [:]) }
        var labels: Labels = [:]
        for tag in name[name.utf8.index(after: open)...].dropLast().split(separator: ",") {
            guard let colon = tag.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = tag[..<colon].drop { $0 == " " }
            let value = tag[tag.utf8.index(after: colon)...].drop { $0 == " " }
            labels[String(key)] = String(value)
        }
        return (String(name[..<open]), labels)
    }
}
