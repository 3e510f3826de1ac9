package import Core
import Criteria
package import Scanning

/// The end-of-test summary of k6, in its three layouts: what `handleSummary()` gets, `--summary-export`, and
/// `--new-machine-readable-summary` (schema k6-summary 1.0.0).
package enum K6Importer: Importer {
    package static let format = FormatDescription(id: "k6-summary", title: "k6 summary", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        if let metadata = head.member("metadata"), let results = head.member("results") {
            return metadata.keys.contains("k6Version") && results.keys.contains("metrics")
        }
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
                try readNamed(&json, into: &summary)
            case "state":
                let state = try json.readValue()
                summary.duration = state["testRunDurationMs"]?.double.flatMap { $0 > 0 ? $0 / 1_000 : nil }
            case "options": summary.arrivals = K6Arrivals(options: try json.readValue())
            case "config":
                let config = try json.readValue()
                summary.duration = config["duration"]?.double.flatMap { $0 > 0 ? $0 : nil } ?? summary.duration
            case "results": hasMetrics = try readResults(&json, into: &summary) || hasMetrics
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard hasMetrics else { throw json.error("no 'metrics': this is no k6 summary", at: 0) }
        report.tool = "k6"
        report.performance = summary.results()
        summary.remark(on: &report)
    }

    /// Metrics by their names.
    private static func readNamed(_ json: inout JSONReader, into summary: inout K6Summary) throws(ScanError) {
        guard try json.peek() == .object else { throw json.error("'metrics' must be an object", at: json.offset) }
        try json.beginObject()
        while let name = try json.nextKey() {
            let offset = json.offset
            guard try json.peek() == .object else {
                throw json.error("metric '\(Text.clean(name.string, limit: 100))' is not an object", at: offset)
            }
            summary.add(K6Metric(name: name.string, value: try json.readValue()))
        }
    }

    /// `results` of the machine-readable summary; false where it holds no metrics.
    private static func readResults(
        _ json: inout JSONReader,
        into summary: inout K6Summary
    ) throws(ScanError) -> Bool {
        guard try JSONText.isObject(&json) else { return false }
        var hasMetrics = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "metrics":
                guard try json.peek() == .array else { throw json.error("'metrics' must be a list", at: json.offset) }
                hasMetrics = true
                try json.beginArray()
                while try json.nextElement() {
                    let offset = json.offset
                    let value = try json.readValue()
                    guard let name = value["name"]?.string else {
                        throw json.error("a metric without 'name'", at: offset)
                    }
                    summary.add(K6Metric(name: name, value: value))
                }
            case "passed": summary.hasFailed = try json.readValue().bool == false
            default: try json.skipValue()
            }
        }
        return hasMetrics
    }
}
