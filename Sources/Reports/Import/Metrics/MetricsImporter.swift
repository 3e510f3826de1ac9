package import Core
package import Scanning
import Wire

/// Assay's own format for anything that is measured and has no format of its own.
///
/// `{"assay_metrics": 1, "tool": "lizard", "metrics": [{"metric": "…", "value": 7, "unit": "ms", "samples": 42}]}`
package enum MetricsImporter: Importer {
    package static let format = FormatDescription(id: "assay-metrics", title: "Assay metrics JSON", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool { head.member("assay_metrics") != nil }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("metrics must be a JSON object", at: json.offset) }
        let start = json.offset
        var keys = KeyedReader(["assay_metrics", "tool", "metrics"])
        var metrics: [MetricEntry] = []
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "assay_metrics": try KeyedReader.version(&json, key)
            case "tool": report.tool = try KeyedReader.text(&json, key)
            default:
                guard try json.peek() == .array else { throw json.error("'metrics' must be a list", at: json.offset) }
                try json.beginArray()
                while try json.nextElement() { metrics.append(try MetricEntry.read(&json)) }
            }
        }
        try json.finish()
        try keys.require("assay_metrics", "metrics", in: json, at: start)
        var seen: Set<MetricEntry.Identity> = []
        for metric in metrics where !seen.insert(metric.identity).inserted {
            throw json.error("'\(metric.name)' occurs twice with the same labels", at: metric.offset)
        }
        if metrics.isEmpty { report.warn("no metric") }
        let provenance = report.provenance
        report.measurements = metrics.map { $0.measurement(provenance) }
    }
}
