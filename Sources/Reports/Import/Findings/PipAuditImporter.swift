package import Core
package import Scanning

/// `pip-audit --format json`, older lists and newer objects; packages it skipped are not known to be clean.
package enum PipAuditImporter: Importer {
    package static let format = FormatDescription(id: "pip-audit", title: "pip-audit JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.member("dependencies")?.elementKeys ?? []))
        if keys.contains("name") && (keys.contains("vulns") || keys.contains("skip_reason")) { return true }
        return head.member("dependencies") != nil && head.member("fixes") != nil
    }

    private static let paths = ["name", "version", "skip_reason", "vulns.id", "vulns.aliases", "vulns.description"]
    private static let selection = JSONSelection(paths + paths.map { "dependencies.\($0)" })
    private static let table = FindingTable(rule: "id", message: "description", tags: ["vulnerability"])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let packages = report.records(document, document.object == nil ? nil : "dependencies")
        var collector = FindingCollector("pip-audit")
        collector.rules = [Scan.Rule(id: "pip-audit", tags: ["vulnerability"])]
        var skipped: [String] = []
        for package in packages {
            let name = package.text("name") ?? "unnamed package"
            guard package.at("skip_reason") == nil else {
                skipped.append(name)
                continue
            }
            let installed = Finding.Package(name: name, version: package.text("version"))
            collector.add(report.records(package, "vulns"), by: table) { finding, record in
                finding.aliases = record.texts("aliases")
                var installed = installed
                let fixed = record.texts("fix_versions")
                if !fixed.isEmpty { installed.fixed = fixed.joined(separator: ", ") }
                finding.add(installed)
            }
        }
        if packages.count > skipped.count {
            collector.filesExamined = 1
            collector.packagesExamined = packages.count - skipped.count
        }
        if !skipped.isEmpty {
            let names = skipped.prefix(5).joined(separator: ", ")
            let more = skipped.count > 5 ? " and \(skipped.count - 5) more" : ""
            report.incomplete(
                "pip-audit skipped \(names)\(more), of which nothing is known: let it look them up, or take them out of "
                    + "what it audits",
                ReportMessage.Part(category: .vulnerabilities)
            )
        }
        if packages.isEmpty { report.warn("lists no package: nothing was examined") }
        collector.finish(&report)
    }
}
