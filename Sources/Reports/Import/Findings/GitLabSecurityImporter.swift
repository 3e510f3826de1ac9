package import Core
package import Scanning

/// GitLab's security report schemas: SAST, secrets, dependencies, containers, DAST.
package enum GitLabSecurityImporter: Importer {
    package static let format = FormatDescription(
        id: "gitlab-security",
        title: "GitLab security report",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let list = head.member("vulnerabilities"), head.member("version") != nil else { return false }
        return head.member("scan") != nil
            || (list.elementKeys.contains("identifiers") && list.elementKeys.contains("location"))
    }

    private static let table = FindingTable(
        rule: "name",
        message: "description",
        file: "location.file",
        line: "location.start_line",
        severity: "severity"
    )

    private static let selection = JSONSelection(
        table.paths(below: "vulnerabilities") + [
            "version", "vulnerabilities.message", "vulnerabilities.identifiers.type",
            "vulnerabilities.identifiers.value", "vulnerabilities.location.dependency.package.name",
            "vulnerabilities.location.dependency.version",
            "scan.scanner.name", "scan.scanner.version", "scan.type", "scan.status", "dependency_files.path",
            "dependency_files.dependencies.version", "scan.messages.level", "scan.messages.value",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let name = document.text("scan.scanner.name") ?? "gitlab"
        let tags = tags(document.text("scan.type"))
        var collector = FindingCollector(name, version: document.text("scan.scanner.version"))
        if !tags.isEmpty { collector.rules = [Scan.Rule(id: document.text("scan.type") ?? "", tags: tags)] }
        switch document.text("scan.status")?.lowercased() {
        case "success": collector.successful = true
        case nil: break
        default: report.fail("\(name) says that its scan has failed")
        }
        collector.add(report.records(document, "vulnerabilities"), by: table) { complete(&$0, $1, tags) }
        // A file in which no package was recognised was not looked at; one of which nothing is said was.
        let all = document.records("dependency_files")
        let files = all.filter { $0.at("dependencies")?.array?.isEmpty != true }
        if !files.isEmpty { collector.filesExamined = files.count }
        let packages = files.map { $0.records("dependencies").count }.reduce(0, +)
        if packages > 0 { collector.packagesExamined = packages }
        if files.count < all.count {
            let names = all.filter { $0.at("dependencies")?.array?.isEmpty == true }.compactMap { $0.text("path") }
            report.warn("no package was recognised in \(names.prefix(3).joined(separator: ", "))")
        }
        let fatal = document.records("scan.messages").first { $0.text("level")?.lowercased() == "fatal" }
        if let fatal { collector.isIncomplete("says: \(fatal.text("value") ?? "a fatal error")", &report) }
        collector.finish(&report)
    }

    private static func tags(_ type: String?) -> [String] {
        switch type {
        case "sast", "coverage_fuzzing": ["security"]
        case "dast", "api_fuzzing": ["security", "dast"]
        case "secret_detection": ["secret"]
        case "dependency_scanning", "container_scanning", "cluster_image_scanning": ["vulnerability"]
        default: []
        }
    }

    /// The rule is the first identifier that is no weakness; those that are say which.
    private static func complete(_ finding: inout Finding, _ record: JSON, _ tags: [String]) {
        let identifiers = record.records("identifiers")
        let weaknesses = identifiers.filter { $0.text("type")?.lowercased() == "cwe" }
        let others = identifiers.filter { $0.text("type")?.lowercased() != "cwe" }
        finding.cwe = CWE.numbers(weaknesses.flatMap { $0.texts("value") })
        let name = record.text("name") ?? record.text("message")
        finding.rule = others.first?.text("value") ?? name ?? finding.rule
        if let name { finding.message = name }
        finding.tags = tags
        finding.aliases = others.dropFirst().flatMap { $0.texts("value") }
        if let package = record.text("location.dependency.package.name") {
            finding.package = Finding.Package(name: package, version: record.text("location.dependency.version"))
        }
    }
}
