package import Core
package import Scanning

/// `snyk test --json`: one project or a list of them; each problem of a package once, however many paths lead there.
package enum SnykImporter: Importer {
    package static let format = FormatDescription(id: "snyk", title: "Snyk JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.members ?? []).map(\.key))
        return keys.isSuperset(of: ["vulnerabilities", "ok"])
            && (keys.contains("dependencyCount") || keys.contains("packageManager"))
    }

    private static let table = FindingTable(
        rule: "id",
        message: "title",
        severity: "severity",
        cwe: "identifiers.CWE",
        tags: ["vulnerability"]
    )

    private static let selection = JSONSelection(
        lists.flatMap { list in
            table.paths(below: list)
                + ["type", "identifiers.CVE", "identifiers.GHSA", "packageName", "version"].map { "\(list).\($0)" }
        } + ["dependencyCount", "uniqueCount", "displayTargetFile", "ok", "error", "summary"]
    )

    /// What is open, then what was told to be ignored or was patched.
    private static let lists = ["vulnerabilities", "filtered.ignore", "filtered.patch"]

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let projects = document.object == nil ? report.records(document) : [document]
        if projects.isEmpty { report.fail("the list holds no project") }
        var collector = FindingCollector("snyk")
        var examined = 0
        var packages = 0
        for project in projects {
            if let error = project.text("error") { report.fail("snyk says that its test has failed: \(error)") }
            add(project, &collector, &report)
            if let count = project.number("dependencyCount"), (1...1 << 40).contains(count) {
                examined += 1
                packages += count
            }
        }
        if examined > 0 { (collector.filesExamined, collector.packagesExamined) = (examined, packages) }
        collector.rules = [Scan.Rule(id: "snyk", tags: ["vulnerability"])]
        collector.finish(&report)
    }

    private static func add(_ project: JSON, _ collector: inout FindingCollector, _ report: inout Report) {
        let all = report.records(project, "vulnerabilities")
        for list in lists {
            var seen: Set<[String?]> = []
            let once = project.records(list).filter {
                seen.insert([$0.text("id"), $0.text("packageName"), $0.text("version")]).inserted
            }
            collector.add(once, by: table) { finding, record in
                finding.suppressed = list != "vulnerabilities"
                finding.file = project.text("displayTargetFile").map { SourcePath.normalised($0) }
                if record.text("type")?.lowercased() == "license" { finding.tags = ["license"] }
                finding.aliases = record.texts("identifiers.CVE") + record.texts("identifiers.GHSA")
                guard let name = record.text("packageName") else { return }
                let fixed = record.texts("fixedIn")
                finding.add(
                    Finding.Package(
                        name: name,
                        version: record.text("version"),
                        fixed: fixed.isEmpty ? nil : fixed.joined(separator: ", ")
                    )
                )
            }
        }
        let problems = Set(all.compactMap { $0.text("id") }).count
        report.declare(findings: project.number("uniqueCount"), listed: problems, "problems")
        if project.at("ok")?.bool == true && !all.isEmpty { report.warn("says 'ok', but lists vulnerabilities") }
        // Paths are counted there, of which one vulnerability may have many.
        if let words = project.text("summary"), (project.number("summary") ?? 0) > 0, words.contains("vulnerable") {
            report.declareFailedScan("says '\(words)'", listed: all.count)
        }
        if project.at("ok")?.bool == false { report.declareFailedScan("says that it is not ok", listed: all.count) }
    }
}
