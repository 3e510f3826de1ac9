package import Core
package import Scanning

/// Grype JSON; what it looked at is not counted in it, so that no match proves nothing.
package enum GrypeImporter: Importer {
    package static let format = FormatDescription(id: "grype", title: "Grype JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("matches") != nil && head.member("descriptor") != nil
    }

    private static let table = FindingTable(
        rule: "vulnerability.id",
        message: "vulnerability.description",
        severity: "vulnerability.severity",
        cwe: "vulnerability.cwes.cwe",
        tags: ["vulnerability"]
    )

    private static let parts = [
        "artifact.name", "artifact.version", "artifact.purl", "artifact.locations.path", "relatedVulnerabilities.id",
    ]

    private static let selection: JSONSelection = {
        let lists = ["matches", "ignoredMatches"].flatMap { list -> [String] in
            table.paths(below: list) + parts.map { "\(list).\($0)" }
        }
        let database = ["built", "valid", "error"].flatMap { ["descriptor.db.\($0)", "descriptor.db.status.\($0)"] }
        let others = [
            "descriptor.name", "descriptor.version", "alertsByPackage.alerts.type", "alertsByPackage.alerts.message",
        ]
        return JSONSelection(lists + database + others)
    }()

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("grype", version: document.text("descriptor.version"))
        let built = document.text("descriptor.db.status.built") ?? document.text("descriptor.db.built")
        collector.databaseBuilt = built.flatMap { Timestamp.seconds($0) }
        tellGaps(document, built, collector, &report)
        collector.add(report.records(document, "matches"), by: table, change: complete)
        collector.add(document.records("ignoredMatches"), by: table) {
            complete(&$0, $1)
            $0.suppressed = true
        }
        collector.finish(&report)
    }

    private static func tellGaps(
        _ document: JSON,
        _ built: String?,
        _ collector: FindingCollector,
        _ report: inout Report
    ) {
        if let built, collector.databaseBuilt == nil { report.unreadableAge(of: "grype", built) }
        let states = [document.at("descriptor.db.status"), document.at("descriptor.db")]
        let error = states.lazy.compactMap { $0?.text("error") }.first
        if error != nil || states.contains(where: { $0?["valid"]?.bool == false }) {
            collector.isIncomplete("says that its database is not valid\(error.map { " (\($0))" } ?? "")", &report)
        }
        // A distribution at the end of its life, or one that is not known, has no advisories.
        let alerts = document.records("alertsByPackage").flatMap { $0.records("alerts") }
        if let alert = alerts.first(where: { $0.text("type")?.hasPrefix("distro") ?? false }) {
            let words = alert.text("message") ?? alert.text("type") ?? ""
            collector.isIncomplete("has no advisories for the packages of the distribution (\(words))", &report)
        }
    }

    private static func complete(_ finding: inout Finding, _ match: JSON) {
        finding.cwe = CWE.numbers(match.records("vulnerability.cwes").flatMap { $0.texts("cwe") })
        finding.file = match.records("artifact.locations").first?.text("path").map { SourcePath.normalised($0) }
        finding.aliases = match.records("relatedVulnerabilities").flatMap { $0.texts("id") }
        guard let name = match.text("artifact.name") else { return }
        let url = match.text("artifact.purl")
        let fixed = match.texts("vulnerability.fix.versions")
        finding.add(
            Finding.Package(
                name: name,
                version: match.text("artifact.version"),
                url: url,
                fixed: fixed.isEmpty ? nil : fixed.joined(separator: ", ")
            )
        )
    }
}
