package import Core
package import Scanning

/// Nuclei's JSON lines, and its export as one list; neither says how much was examined.
package enum NucleiImporter: Importer {
    package static let format = FormatDescription(id: "nuclei", title: "Nuclei JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.members ?? []).map(\.key))
        return keys.contains("info") && (keys.contains("template-id") || keys.contains("templateID"))
    }

    private static let table = FindingTable(
        rule: "template-id",
        message: "info.name",
        severity: "info.severity",
        cwe: "info.classification.cwe-id",
        tags: ["security"]
    )

    private static let selection = JSONSelection(
        table.paths() + ["templateID", "info.tags", "matched-at", "matched", "host"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var collector = FindingCollector("nuclei")
        collector.rules = [Scan.Rule(id: "nuclei", tags: ["security", "dast"])]
        var json = try JSONReader(bytes)
        if try json.peek() == .array {
            collector.add(report.records(try selection.document(bytes)), by: table, change: complete)
        } else {
            try NDJSON.forEach(in: bytes) { json, _ throws(ScanError) in
                guard try json.peek() == .object else {
                    throw json.error("a finding must be an object", at: json.offset)
                }
                let record = try selection.read(&json)
                guard record.text("template-id") ?? record.text("templateID") != nil else {
                    throw json.error("a finding has no 'template-id'", at: json.offset)
                }
                collector.add([record], by: table, change: complete)
            }
        }
        collector.finish(&report)
    }

    private static func complete(_ finding: inout Finding, _ record: JSON) {
        if let rule = record.text("template-id") ?? record.text("templateID") { finding.rule = rule }
        let place = record.text("matched-at") ?? record.text("matched") ?? record.text("host")
        if let place { finding.message = "\(finding.message), \(place)" }
    }
}
