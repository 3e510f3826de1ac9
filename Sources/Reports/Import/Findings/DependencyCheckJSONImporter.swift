package import Core
package import Scanning

/// OWASP Dependency-Check JSON; its dependencies are files.
package enum DependencyCheckJSONImporter: Importer {
    package static let format = FormatDescription(
        id: "dependency-check-json",
        title: "OWASP Dependency-Check JSON",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("dependencies") != nil && head.member("reportSchema") != nil
    }

    private static let table = FindingTable(
        rule: "name",
        message: "description",
        severity: "severity",
        cwe: "cwes",
        tags: ["vulnerability"]
    )

    private static let selection = JSONSelection(
        ["vulnerabilities", "suppressedVulnerabilities"].flatMap { table.paths(below: "dependencies.\($0)") } + [
            "scanInfo.engineVersion", "scanInfo.analysisExceptions.exception.message", "dependencies.fileName",
            "dependencies.filePath",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let dependencies = report.records(document, "dependencies")
        var collector = DependencyCheck.collector(version: document.text("scanInfo.engineVersion"))
        for dependency in dependencies {
            let file = dependency.text("filePath") ?? dependency.text("fileName")
            collector.add(report.optionalRecords(dependency, "vulnerabilities"), by: table, file: file)
            collector.add(dependency.records("suppressedVulnerabilities"), by: table, file: file) { finding, _ in
                finding.suppressed = true
            }
        }
        let errors = document.records("scanInfo.analysisExceptions").count
        DependencyCheck.finish(&collector, files: dependencies.count, errors: errors, report: &report)
    }
}

/// What both layouts of Dependency-Check have in common.
enum DependencyCheck {
    static func collector(version: String?) -> FindingCollector {
        var collector = FindingCollector("dependency-check", version: version)
        collector.rules = [Scan.Rule(id: "dependency-check", tags: ["vulnerability"])]
        return collector
    }

    static func finish(_ collector: inout FindingCollector, files: Int, errors: Int, report: inout Report) {
        if files > 0 { collector.filesExamined = files }
        if files == 0 { report.warn("lists no dependency: nothing was examined") }
        if errors > 0 { report.warn("dependency-check reports \(errors) errors of its own run") }
        collector.finish(&report)
    }
}
