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
        /// What a finding of this kind is called among those that were modified.
        var type: String
        var classes: Set<String>
        var table: FindingTable
        /// Whether a target of these classes counts as examined.
        var statesScope = true
    }

    private static let kinds = [
        Kind(
            tool: "trivy",
            list: "Vulnerabilities",
            type: "vulnerability",
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
            type: "misconfiguration",
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
            type: "secret",
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
            type: "license",
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

    /// What the tool itself was told to leave out, with why.
    private static let modified = "Results.ExperimentalModifiedFindings"
    private static let parts = ["PkgName", "InstalledVersion", "VendorIDs", "PkgIdentifier.PURL", "PublishedDate"]

    private static let selection: JSONSelection = {
        let lists = kinds.flatMap { kind -> [String] in
            kind.table.paths(below: "Results.\(kind.list)") + kind.table.paths(below: "\(modified).Finding")
        }
        let packages = parts.flatMap { ["Results.Vulnerabilities.\($0)", "\(modified).Finding.\($0)"] }
        let others = [
            "Results.Target", "Results.Class", "Results.Misconfigurations.Status", "Trivy.Version", "SchemaVersion",
            "Results.MisconfSummary.Failures", "Metadata.OS.Family", "Metadata.OS.Name", "Metadata.OS.EOSL",
            "Results.Packages.Name", "\(modified).Type", "\(modified).Status",
        ]
        return JSONSelection(lists + packages + others)
    }()

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
                result.text("Class").map { kind.classes.contains($0.lowercased()) } ?? false
                    || !result.records(kind.list).isEmpty
            }
            // Without any result, which scanners ran is not said; trivy by itself looks for vulnerabilities.
            if own.isEmpty && !(index == 0 && results.isEmpty) { continue }
            var collector = FindingCollector(kind.tool, version: document.text("Trivy.Version"))
            for result in own { add(result, kind, &collector) }
            let examined = own.filter { !isEmpty($0) }
            if kind.statesScope && !examined.isEmpty {
                collector.filesExamined = Set(examined.compactMap { $0.text("Target") }).count
            }
            if index == 0 { tellGaps(document, own, collector, &report) }
            collector.rules = [Scan.Rule(id: kind.tool, tags: kind.table.tags)]
            collector.finish(&report)
        }
        if report.findings == nil { report.fail("has results, but none of a kind that is known") }
    }

    /// Whether a target's packages are listed, and are none: nothing of it was looked up.
    private static func isEmpty(_ result: JSON) -> Bool {
        result.at("Packages")?.array?.isEmpty == true && result.records("Vulnerabilities").isEmpty
    }

    /// A system at the end of its life gets no advisories any more, so that none for its packages proves nothing.
    private static func tellGaps(
        _ document: JSON,
        _ own: [JSON],
        _ collector: FindingCollector,
        _ report: inout Report
    ) {
        let empty = own.filter(isEmpty).compactMap { $0.text("Target") }
        if !empty.isEmpty { report.warn("no package was recognised in \(empty.prefix(3).joined(separator: ", "))") }
        guard document.at("Metadata.OS.EOSL")?.bool == true,
            own.contains(where: { $0.text("Class")?.lowercased() == "os-pkgs" })
        else { return }
        let name = [document.text("Metadata.OS.Family"), document.text("Metadata.OS.Name")].compactMap(\.self)
            .joined(separator: " ")
        report.incomplete(
            "\(name.isEmpty ? "the system" : name) is at the end of its life, and trivy has no advisories for its packages "
                + "any more: move to a release that is maintained",
            ReportMessage.Part(category: .vulnerabilities, tool: collector.tool)
        )
    }

    private static func add(_ result: JSON, _ kind: Kind, _ collector: inout FindingCollector) {
        // Misconfigurations that passed or were excepted are listed on request, and are no findings.
        let records = result.records(kind.list).filter { ($0.text("Status") ?? "FAIL").uppercased() == "FAIL" }
        add(records, of: result, kind, &collector)
        for modified in result.records("ExperimentalModifiedFindings")
        where modified.text("Type")?.lowercased() == kind.type {
            guard let finding = modified.at("Finding") else { continue }
            // A statement (VEX) may also say that a finding stands.
            let status = modified.text("Status")?.lowercased() ?? ""
            add(
                [finding],
                of: result,
                kind,
                suppressed: !["affected", "under_investigation"].contains(status),
                &collector
            )
        }
    }

    private static func add(
        _ records: [JSON],
        of result: JSON,
        _ kind: Kind,
        suppressed: Bool = false,
        _ collector: inout FindingCollector
    ) {
        collector.add(records, by: kind.table) { finding, record in
            finding.suppressed = suppressed
            if finding.file == nil { finding.file = result.text("Target").map { SourcePath.normalised($0) } }
            guard let name = record.text("PkgName"), finding.tags != ["license"] else { return }
            let package = Finding.Package(
                name: name,
                version: record.text("InstalledVersion"),
                url: record.text("PkgIdentifier.PURL"),
                fixed: record.text("FixedVersion")
            )
            finding.aliases = record.texts("VendorIDs")
            finding.published = record.text("PublishedDate").flatMap { CalendarDay(String($0.prefix(10))) }
            finding.add(package)
        }
    }
}
