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

    private static let parts = ["artifact.name", "artifact.version", "artifact.locations.path"]

    private static let selection = JSONSelection(
        ["matches", "ignoredMatches"].flatMap { list in
            table.paths(below: list) + parts.map { "\(list).\($0)" }
        } + ["descriptor.name", "descriptor.version"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("grype", version: document.text("descriptor.version"))
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
        guard let package = match.text("artifact.name") else { return }
        let name = match.text("artifact.version").map { "\(package) \($0)" } ?? package
        finding.message = finding.message.isEmpty ? name : "\(name): \(finding.message)"
    }
}
