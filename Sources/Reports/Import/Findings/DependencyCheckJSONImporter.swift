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
            "scanInfo.engineVersion", "scanInfo.analysisExceptions.exception.message", "scanInfo.dataSource.name",
            "scanInfo.dataSource.timestamp", "dependencies.fileName", "dependencies.filePath",
            "dependencies.packages.id",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        let dependencies = report.records(document, "dependencies")
        var collector = DependencyCheck.collector(version: document.text("scanInfo.engineVersion"))
        for dependency in dependencies {
            let file = dependency.text("filePath") ?? dependency.text("fileName")
            let package = dependency.records("packages").compactMap { $0.text("id") }.compactMap(
                DependencyCheck.package
            ).first
            collector.add(report.optionalRecords(dependency, "vulnerabilities"), by: table, file: file) { finding, _ in
                finding.package = package
            }
            collector.add(dependency.records("suppressedVulnerabilities"), by: table, file: file) { finding, _ in
                finding.package = package
                finding.suppressed = true
            }
        }
        let sources: [(name: String?, time: String?)] = document.records("scanInfo.dataSource").map {
            ($0.text("name"), $0.text("timestamp"))
        }
        let errors = document.records("scanInfo.analysisExceptions").map {
            $0.text("exception.message") ?? "no details"
        }
        DependencyCheck.finish(
            &collector,
            files: dependencies.count,
            sources: sources,
            errors: errors,
            report: &report
        )
    }
}

/// What both layouts of Dependency-Check have in common.
enum DependencyCheck {
    static func collector(version: String?) -> FindingCollector {
        var collector = FindingCollector("dependency-check", version: version)
        collector.rules = [Scan.Rule(id: "dependency-check", tags: ["vulnerability"])]
        return collector
    }

    /// A package URL as the package that it names.
    static func package(_ url: String) -> Finding.Package? {
        guard url.hasPrefix("pkg:"), let last = url.split(separator: "/").last else { return nil }
        let parts = last.prefix { $0 != "?" && $0 != "#" }.split(separator: "@")
        guard let name = parts.first else { return nil }
        return Finding.Package(name: String(name), version: parts.dropFirst().first.map { String($0) }, url: url)
    }

    /// When the NVD's data were last fetched: the newest of the times that speak of it.
    private static func databaseBuilt(_ times: [String]) -> Double? {
        times.compactMap { Timestamp.seconds($0) ?? Timestamp.seconds($0 + "Z") }.max()
    }

    static func finish(
        _ collector: inout FindingCollector,
        files: Int,
        sources: [(name: String?, time: String?)],
        errors: [String],
        report: inout Report
    ) {
        let times = sources.filter { $0.name?.uppercased().hasPrefix("NVD") ?? false }.compactMap(\.time)
        collector.databaseBuilt = databaseBuilt(times)
        if let time = times.first, collector.databaseBuilt == nil { report.unreadableAge(of: "dependency-check", time) }
        if files > 0 { collector.filesExamined = files }
        if files == 0 { report.warn("lists no dependency: nothing was examined") }
        if let first = errors.first {
            collector.isIncomplete("reports \(errors.count) errors of its own run, the first: \(first)", &report)
        }
        collector.finish(&report)
    }
}

extension Report {
    /// A database whose age cannot be read may be of any age.
    mutating func unreadableAge(of tool: String, _ time: String) {
        incomplete(
            "\(tool) dates its database '\(Text.clean(time, limit: 60))', which is no date of ISO 8601: how old it is "
                + "cannot be known; update \(tool)",
            ReportMessage.Part(category: .vulnerabilities)
        )
    }
}
