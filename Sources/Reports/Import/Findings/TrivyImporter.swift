package import Core
package import Scanning

/// Trivy JSON: vulnerabilities, misconfigurations, secrets and licences, told apart by tags and by one scan each.
package enum TrivyImporter: Importer {
    package static let format = FormatDescription(id: "trivy", title: "Trivy JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("ArtifactName") != nil && (head.member("Results") != nil || head.member("SchemaVersion") != nil)
    }

    /// One kind of problem: where it is listed, under which classes of results, and its parts.
    private struct Kind {
        var tool: String
        var list: String
        var classes: Set<String>
        var table: FindingTable
        /// Whether a target of these classes counts as examined.
        var statesScope = true
    }

    private static let kinds = [
        Kind(
            tool: "trivy",
            list: "Vulnerabilities",
            classes: ["os-pkgs", "lang-pkgs"],
            table: FindingTable(
                rule: "VulnerabilityID",
                message: "Title",
                file: "PkgPath",
                severity: "Severity",
                cwe: "CweIDs",
                tags: ["vulnerability"]
            )
        ),
        Kind(
            tool: "trivy config",
            list: "Misconfigurations",
            classes: ["config"],
            table: FindingTable(
                rule: "ID",
                message: "Message",
                line: "CauseMetadata.StartLine",
                severity: "Severity",
                tags: ["misconfiguration", "security"]
            )
        ),
        Kind(
            tool: "trivy secret",
            list: "Secrets",
            classes: ["secret"],
            table: FindingTable(
                rule: "RuleID",
                message: "Title",
                line: "StartLine",
                severity: "Severity",
                tags: ["secret"]
            )
        ),
        Kind(
            tool: "trivy license",
            list: "Licenses",
            classes: ["license", "license-file"],
            table: FindingTable(
                rule: "Name",
                message: "PkgName",
                file: "FilePath",
                severity: "Severity",
                tags: ["license"]
            ),
            statesScope: false
        ),
    ]

    private static let selection = JSONSelection(
        ["Results.Target", "Results.Class", "Results.Misconfigurations.Status", "Trivy.Version", "SchemaVersion"]
            + ["PkgName", "InstalledVersion", "VendorIDs", "PkgIdentifier.PURL", "PublishedDate"].map { "Results.Vulnerabilities.\($0)" }
            + kinds.flatMap { $0.table.paths(below: "Results.\($0.list)") }
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        if document.at("SchemaVersion") == nil && document.at("Results") == nil {
            report.fail("neither 'SchemaVersion' nor 'Results': not what trivy writes")
        }
        let hasResults = document.at("Results").map { !$0.isNull } ?? false
        let results = hasResults ? report.records(document, "Results") : []
        for result in results {
            for kind in kinds { _ = report.optionalRecords(result, kind.list) }
            let failed = result.records("Misconfigurations").count {
                ($0.text("Status") ?? "FAIL").uppercased() == "FAIL"
            }
            report.declare(findings: result.number("MisconfSummary.Failures"), listed: failed, "misconfigurations")
        }
        for (index, kind) in kinds.enumerated() {
            let own = results.filter { result in
                result.text("Class").map { kind.classes.contains($0) } ?? false || !result.records(kind.list).isEmpty
            }
            // Without any result, which scanners ran is not said; trivy by itself looks for vulnerabilities.
            if own.isEmpty && !(index == 0 && results.isEmpty) { continue }
            var collector = FindingCollector(kind.tool, version: document.text("Trivy.Version"))
            for result in own { add(result, kind, &collector) }
            if kind.statesScope && !own.isEmpty {
                collector.filesExamined = Set(own.compactMap { $0.text("Target") }).count
            }
            collector.rules = [Scan.Rule(id: kind.tool, tags: kind.table.tags)]
            collector.finish(&report)
        }
        if report.findings == nil { report.fail("has results, but none of a kind that is known") }
    }

    private static func add(_ result: JSON, _ kind: Kind, _ collector: inout FindingCollector) {
        // Misconfigurations that passed or were excepted are listed on request, and are no findings.
        let records = result.records(kind.list).filter { ($0.text("Status") ?? "FAIL").uppercased() == "FAIL" }
        collector.add(records, by: kind.table) { finding, record in
            if finding.file == nil { finding.file = result.text("Target").map { SourcePath.normalised($0) } }
            guard let name = record.text("PkgName"), finding.tags != ["license"] else { return }
            let package = Finding.Package(
                name: name,
                version: record.text("InstalledVersion"),
                url: record.text("PkgIdentifier.PURL")
            )
            finding.aliases = record.texts("VendorIDs")
            finding.published = record.text("PublishedDate").flatMap { CalendarDay(String($0.prefix(10))) }
            finding.add(package)
        }
    }
}
