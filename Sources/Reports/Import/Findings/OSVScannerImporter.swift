package import Core
package import Scanning

/// OSV-Scanner JSON: known vulnerabilities of packages, by the file that names the packages.
package enum OSVScannerImporter: Importer {
    package static let format = FormatDescription(id: "osv-scanner", title: "OSV-Scanner JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let keys = head.member("results")?.elementKeys else { return false }
        return keys.contains("source") && keys.contains("packages") || head.member("experimental_config") != nil
    }

    private static let package = "results.packages"

    private static let selection = JSONSelection(
        [
            "results.source.path", "\(package).package.name", "\(package).package.version",
            "\(package).groups.ids", "\(package).groups.aliases", "\(package).groups.max_severity",
            "\(package).vulnerabilities.id", "\(package).vulnerabilities.aliases",
            "\(package).vulnerabilities.published", "\(package).vulnerabilities.summary",
            "\(package).vulnerabilities.database_specific.severity",
            "\(package).vulnerabilities.database_specific.cwe_ids", "\(package).vulnerabilities.withdrawn",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let results = report.records(try selection.document(bytes), "results")
        var collector = FindingCollector("osv-scanner")
        var withdrawn = 0
        var empty: [String] = []
        for result in results {
            let path = result.text("source.path").map { SourcePath.normalised($0) }
            let packages = report.records(result, "packages")
            if packages.isEmpty, let path { empty.append(path) }
            for package in packages {
                for vulnerability in report.optionalRecords(package, "vulnerabilities") {
                    if vulnerability.text("withdrawn") != nil {
                        withdrawn += 1
                        continue
                    }
                    guard let finding = finding(vulnerability, package, path) else {
                        report.fail("a vulnerability has no 'id'")
                        continue
                    }
                    collector.add(finding)
                }
            }
        }
        if withdrawn > 0 { report.note("\(withdrawn) advisories are withdrawn: no findings") }
        if !empty.isEmpty { report.warn("no package was recognised in \(empty.prefix(3).joined(separator: ", "))") }
        let paths = Set(results.filter { !$0.records("packages").isEmpty }.compactMap { $0.text("source.path") })
        if !paths.isEmpty { collector.filesExamined = paths.count }
        collector.finish(&report)
    }

    private static func finding(_ vulnerability: JSON, _ package: JSON, _ path: String?) -> Finding? {
        guard let id = vulnerability.text("id") else { return nil }
        let severity = severity(vulnerability, id, package)
        var finding = Finding(
            tool: "osv-scanner",
            rule: id,
            severity: severity,
            level: FindingWords.level(severity),
            message: vulnerability.text("summary") ?? "",
            file: path,
            cwe: vulnerability.weaknesses("database_specific.cwe_ids"),
            tags: ["vulnerability"],
            aliases: aliases(vulnerability, id, package)
        )
        finding.published = vulnerability.text("published").flatMap { CalendarDay(String($0.prefix(10))) }
        if let name = package.text("package.name") {
            let events = vulnerability.records("affected").filter { $0.text("package.name") == name }
                .flatMap { $0.records("ranges") }.flatMap { $0.records("events") }
            let fixed = events.compactMap { $0.text("fixed") }
            finding.add(
                Finding.Package(
                    name: name,
                    version: package.text("package.version"),
                    fixed: fixed.isEmpty ? nil : Array(fixed.prefix(5)).joined(separator: ", ")
                )
            )
        }
        return finding
    }

    /// The database's aliases, and the names that the scanner has put into one group.
    private static func aliases(_ vulnerability: JSON, _ id: String, _ package: JSON) -> [String] {
        let group = package.records("groups").first { $0.texts("ids").contains(id) }
        let grouped = (group?.texts("ids") ?? []) + (group?.texts("aliases") ?? [])
        return Set(vulnerability.texts("aliases") + grouped).subtracting([id]).sorted()
    }

    /// The database's word, else the score of the group to which the vulnerability belongs.
    private static func severity(_ vulnerability: JSON, _ id: String, _ package: JSON) -> Finding.Severity {
        let word = FindingWords.severity(vulnerability.text("database_specific.severity"))
        if word != .unknown { return word }
        let group = package.records("groups").first { $0.texts("ids").contains(id) }
        return group?.text("max_severity").flatMap { Double($0) }.map { FindingWords.severity(score: $0) } ?? .unknown
    }
}
