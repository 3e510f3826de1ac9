package import Core
package import Scanning

/// ZAP's traditional XML report: one finding for each alert of a site, however many pages show it.
package enum ZAPImporter: Importer {
    package static let format = FormatDescription(id: "zap-xml", title: "ZAP XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "OWASPZAPReport" }

    private static let selection = XMLSelection(
        "OWASPZAPReport",
        ["version"],
        [
            XMLSelection(
                "site",
                ["name"],
                [
                    XMLSelection(
                        "alerts",
                        [],
                        [
                            XMLSelection(
                                "alertitem",
                                [],
                                [
                                    .text("pluginid"), .text("alertRef"), .text("name"), .text("alert"),
                                    .text("riskcode"), .text("confidence"), .text("cweid"), .text("count"),
                                ]
                            )
                        ]
                    )
                ]
            )
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        var collector = FindingCollector("zap", version: root["version"])
        collector.rules = [Scan.Rule(id: "zap", tags: ["security", "dast"])]
        let sites = root.all("site")
        if sites.isEmpty { report.warn("lists no site: nothing was examined") }
        for site in sites {
            for alert in site.all("alerts").flatMap(\.children) { collector.add(finding(alert, site["name"])) }
        }
        collector.finish(&report)
    }

    private static func finding(_ alert: SelectedElement, _ site: String?) -> Finding {
        let severity = severity(alert.childText("riskcode"))
        let name = alert.childText("name") ?? alert.childText("alert")
        return Finding(
            tool: "zap",
            rule: alert.childText("alertRef") ?? alert.childText("pluginid") ?? name ?? "unnamed",
            severity: severity,
            level: FindingWords.level(severity),
            message: [name, site, alert.childText("count").map { "\($0) times" }].compactMap { $0 }
                .joined(separator: ", "),
            cwe: alert.childText("cweid").map { CWE.numbers([$0]) } ?? [],
            tags: ["security"],
            // Confidence 0 is what somebody has marked as a false positive.
            suppressed: alert.childText("confidence") == "0"
        )
    }

    private static func severity(_ code: String?) -> Finding.Severity {
        switch code {
        case "3": .high
        case "2": .medium
        case "1": .low
        case "0": .info
        default: .unknown
        }
    }
}
