package import Core
package import Scanning

/// Wapiti's JSON: what it found by category, and how many requests it knew of to attack.
///
/// It explains every category that it knows of, whichever modules ran, so these are no rules that ran.
package enum WapitiImporter: Importer {
    package static let format = FormatDescription(id: "wapiti", title: "Wapiti JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("vulnerabilities") != nil && head.member("classifications") != nil
            && (head.member("infos")?.keys.contains("crawled_pages_nbr") ?? false)
    }

    /// Weaknesses, errors that an attack has called forth, and what is told of the site besides.
    private static let sections = ["vulnerabilities", "anomalies", "additionals"]

    private static let selection = JSONSelection(
        sections.flatMap { section in
            ["method", "path", "info", "level"].map { "\(section).*.\($0)" }
        } + ["classifications.*.ref.*", "infos.version", "infos.crawled_pages_nbr"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let version = document.text("infos.version").map { $0.hasPrefix("Wapiti ") ? String($0.dropFirst(7)) : $0 }
        var collector = FindingCollector("wapiti", version: version)
        collector.rules = [Scan.Rule(id: "wapiti", tags: ["security", "dast"])]
        for section in sections {
            guard let categories = document[section]?.object else {
                report.fail("'\(section)' is no object: not what wapiti writes")
                continue
            }
            for category in categories {
                let cwe = weaknesses(document["classifications"]?[category.key]?["ref"])
                for record in report.records(category.value) {
                    collector.add(finding(record, category.key, cwe))
                }
            }
        }
        guard let attacked = document.number("infos.crawled_pages_nbr") else {
            report.fail("'infos' does not say how many pages were crawled: not what wapiti writes")
            return
        }
        if attacked == 0 { report.warn("crawled no page: nothing was examined") }
        collector.filesExamined = attacked
        collector.finish(&report)
    }

    private static func finding(_ record: JSON, _ category: String, _ cwe: [Int]) -> Finding {
        let severity = severity(record.number("level"))
        let place = [record.text("method"), record.text("path")].compactMap { $0 }.joined(separator: " ")
        return Finding(
            tool: "wapiti",
            rule: category,
            severity: severity,
            level: FindingWords.level(severity),
            message: [place, record.text("info") ?? ""].filter { !$0.isEmpty }.joined(separator: ": "),
            cwe: cwe,
            tags: ["security"]
        )
    }

    /// Each category refers to its weaknesses by their titles: `CWE-89: …`.
    private static func weaknesses(_ references: JSON?) -> [Int] {
        CWE.numbers((references?.object ?? []).map(\.key).filter { $0.hasPrefix("CWE-") })
    }

    private static func severity(_ level: Int?) -> Finding.Severity {
        switch level {
        case 4: .critical
        case 3: .high
        case 2: .medium
        case 1: .low
        case 0: .info
        default: .unknown
        }
    }
}
