package import Core
package import Scanning

/// `npm audit --json` of both versions, and what pnpm writes in the shape of the first.
package enum NPMAuditImporter: Importer {
    package static let format = FormatDescription(id: "npm-audit", title: "npm audit JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        if head.member("auditReportVersion") != nil { return true }
        return head.member("advisories") != nil && head.member("metadata") != nil
    }

    private static let advisories = FindingTable(
        rule: "github_advisory_id",
        message: "title",
        severity: "severity",
        cwe: "cwe",
        tags: ["vulnerability"]
    )

    private static let selection = JSONSelection(
        advisories.paths(below: "advisories.*")
            + [
                "advisories.*.id", "advisories.*.module_name", "advisories.*.cves", "advisories.*.findings.version",
                "vulnerabilities.*.severity", "vulnerabilities.*.range",
                "vulnerabilities.*.nodes", "vulnerabilities.*.via.title", "vulnerabilities.*.via.url",
                "vulnerabilities.*.via.cwe", "vulnerabilities.*.via.severity",
                "metadata.dependencies.total", "metadata.dependencies", "metadata.totalDependencies",
                "error.code", "error.summary",
            ] + severities.map { "metadata.vulnerabilities.\($0)" }
    )

    private static let severities = ["critical", "high", "moderate", "low", "info", "total"]

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        if document.at("error") != nil {
            report.fail("npm says that its audit has failed: \(document.text("error.summary") ?? "no reason given")")
        }
        var collector = FindingCollector("npm audit")
        collector.rules = [Scan.Rule(id: "npm-audit", tags: ["vulnerability"])]
        if let packages = document.at("vulnerabilities")?.object {
            for package in packages { collector.add(finding(package)) }
        } else if let list = document.at("advisories")?.object {
            collector.add(list.map(\.value), by: advisories, change: complete)
        } else {
            report.fail("neither 'vulnerabilities' nor 'advisories': there is nothing to count")
        }
        declare(document, collector.findings, &report)
        let dependencies =
            document.number("metadata.dependencies.total") ?? document.number("metadata.totalDependencies")
            ?? document.number("metadata.dependencies")
        if let dependencies, dependencies > 0 {
            collector.filesExamined = 1
            collector.packagesExamined = dependencies
        }
        collector.finish(&report)
    }

    /// Version 2 counts packages; version 1 counts the paths to them, so that any advisory of a severity accounts for all.
    private static func declare(_ document: JSON, _ findings: [Finding], _ report: inout Report) {
        let isOfPaths = document.at("vulnerabilities")?.object == nil
        for word in severities {
            guard let declared = document.number("metadata.vulnerabilities.\(word)"), declared > 0 else { continue }
            let isTotal = word == "total"
            let listed = findings.count { isTotal || $0.severity == FindingWords.severity(word) }
            let what = isTotal ? "vulnerabilities" : "vulnerabilities of severity \(word)"
            report.declare(findings: declared, listed: isOfPaths && listed > 0 ? declared : listed, what)
        }
    }

    private static func complete(_ finding: inout Finding, _ advisory: JSON) {
        if advisory.text("github_advisory_id") == nil, let id = advisory.text("id") { finding.rule = "npm-\(id)" }
        finding.aliases = advisory.texts("cves")
        guard let name = advisory.text("module_name") else { return }
        let versions = Set(advisory.records("findings").compactMap { $0.text("version") })
        // An advisory that is found in several versions is one entry, and of no version in particular.
        finding.add(Finding.Package(name: name, version: versions.count == 1 ? versions.first : nil))
    }

    /// A vulnerable package, by its own advisories or because it depends on one that has some.
    private static func finding(_ package: JSON.Member) -> Finding {
        let severity = FindingWords.severity(package.value.text("severity"))
        let own = package.value.records("via").filter { $0.object != nil }
        let worst = own.first { FindingWords.severity($0.text("severity")) == severity } ?? own.first
        let through = package.value.texts("via").joined(separator: ", ")
        let reason = worst?.text("title") ?? "depends on vulnerable versions of \(through)"
        let range = package.value.text("range").map { " \($0)" } ?? ""
        return Finding(
            tool: "npm audit",
            rule: worst?.text("url").flatMap(advisory) ?? "npm-\(package.key)",
            severity: severity,
            level: FindingWords.level(severity),
            message: "\(package.key)\(range): \(reason)",
            file: package.value.texts("nodes").first.map { SourcePath.normalised($0) },
            cwe: CWE.numbers(own.flatMap { $0.texts("cwe") }),
            tags: ["vulnerability"],
            package: Finding.Package(name: package.key)
        )
    }

    /// `GHSA-…` of the address of an advisory.
    private static func advisory(_ url: String) -> String? {
        url.split(separator: "/").last.flatMap { $0.hasPrefix("GHSA-") ? String($0) : nil }
    }
}
