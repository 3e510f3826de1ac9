package import Core
import Criteria
package import Scanning

/// What `assay data mask` tells of itself: how much was masked, and whether originals are still there.
package enum MaskReportImporter: Importer {
    package static let format = FormatDescription(id: "assay-mask", title: "Assay masking report", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool { head.member("assay_mask") != nil }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let document = try JSON(parsing: bytes)
        let json = try JSONReader(bytes)
        guard document["assay_mask"]?.int == 1 else {
            throw json.error("this version of a masking report is not known; it must be 1", at: 0)
        }
        guard let rows = document["rows"]?.int, rows >= 0, let columns = document["columns"]?.array else {
            throw json.error("a masking report says 'rows' and 'columns'", at: 0)
        }
        report.tool = "assay data mask"
        if rows == 0 { report.warn("nothing was masked: there was no row") }
        let provenance = report.provenance
        func measurement(_ metric: MetricID, _ count: Int) -> Measurement {
            Measurement(
                metric: metric,
                value: Double(max(0, count)),
                dimension: .count,
                samples: rows,
                provenance: [provenance]
            )
        }
        // A count of another form is none: it could only make less of what was there.
        let inside = columns.flatMap { $0["inside"]?.object ?? [] }.compactMap(\.value.int)
        let masked = columns.compactMap { $0["masked"]?.int }.reduce(0, +) + inside.reduce(0, +)
        guard rows > 0 else { return }
        report.measurements = [measurement("data_privacy.masked_values", masked)]
        guard let remaining = document["originals_remaining"]?.int else {
            return report.warn("nobody looked whether originals are still there (--unchecked)")
        }
        if let forgotten = document["originals_not_looked_for"]?.int, forgotten > 0 {
            return report.warn("\(forgotten) originals were not looked for: whether they are still there is not known")
        }
        report.measurements.append(measurement("data_privacy.unmasked_values", remaining))
    }
}
