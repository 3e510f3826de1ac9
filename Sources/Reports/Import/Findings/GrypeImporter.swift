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

    private static let selection = JSONSelection(
        ["matches", "ignoredMatches"].flatMap { list in
            table.paths(below: list) + parts.map { "\(list).\($0)" }
        } + ["descriptor.name", "descriptor.version", "descriptor.db.built", "descriptor.db.status.built"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("grype", version: document.text("descriptor.version"))
        let built = document.text("descriptor.db.status.built") ?? document.text("descriptor.db.built")
        collector.databaseBuilt = built.flatMap { Timestamp.seconds($0) }
        collector.add(report.records(document, "matches"), by: table, change: complete)
        collector.add(document.records("ignoredMatches"), by: table) {
            complete(&$0, $1)
            $0.suppressed = true
        }
        collector.finish(&report)
    }

    private static func complete(_ finding: inout Finding, _ match: JSON) {
        finding.cwe = CWE.numbers(match.records("vulnerability.cwes").flatMap { $0.texts("cwe") })
        finding.file = match.records("artifact.locations").first?.text("path").map { SourcePath.normalised($0) }
        finding.aliases = match.records("relatedVulnerabilities").flatMap { $0.texts("id") }
        guard let name = match.text("artifact.name") else { return }
        let url = match.text("artifact.purl")
        finding.add(Finding.Package(name: name, version: match.text("artifact.version"), url: url))
    }
}
