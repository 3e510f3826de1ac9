package import Core
package import Scanning

/// OWASP Dependency-Check XML; its dependencies are files.
package enum DependencyCheckXMLImporter: Importer {
    package static let format = FormatDescription(
        id: "dependency-check-xml",
        title: "OWASP Dependency-Check XML",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "analysis" else { return false }
        return root.firstChild == "scanInfo"
    }

    private static let parts: [XMLSelection] = [
        .text("name"), .text("severity"), .text("description"), .text("cwe"), XMLSelection("cwes", [], [.text("cwe")]),
    ]

    private static let selection = XMLSelection(
        "analysis",
        [],
        [
            XMLSelection(
                "scanInfo",
                [],
                [
                    .text("engineVersion"),
                    XMLSelection("analysisExceptions", [], [XMLSelection("exception", [], [.text("message")])]),
                    XMLSelection("dataSource", [], [.text("name"), .text("timestamp")]),
                ]
            ),
            XMLSelection(
                "dependencies",
                [],
                [
                    XMLSelection(
                        "dependency",
                        [],
                        [
                            .text("fileName"), .text("filePath"),
                            XMLSelection("identifiers", [], [XMLSelection("package", [], [.text("id")])]),
                            XMLSelection(
                                "vulnerabilities",
                                [],
                                [
                                    XMLSelection("vulnerability", [], parts),
                                    XMLSelection("suppressedVulnerability", [], parts),
                                ]
                            ),
                        ]
                    )
                ]
            ),
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        guard let list = root.first("dependencies") else {
            report.fail("no 'dependencies': there is nothing to count")
            return
        }
        let info = root.first("scanInfo")
        var collector = DependencyCheck.collector(version: info?.childText("engineVersion"))
        let dependencies = list.all("dependency")
        for dependency in dependencies {
            let path = dependency.childText("filePath") ?? dependency.childText("fileName")
            let package = dependency.first("identifiers")?.all("package").compactMap { $0.childText("id") }
                .compactMap(DependencyCheck.package).first
            for vulnerability in dependency.all("vulnerabilities").flatMap(\.children) {
                collector.add(finding(vulnerability, path, package))
            }
        }
        let sources = info?.all("dataSource") ?? []
        let errors = info?.first("analysisExceptions")?.children ?? []
        DependencyCheck.finish(
            &collector,
            files: dependencies.count,
            sources: sources.map { ($0.childText("name"), $0.childText("timestamp")) },
            errors: errors.map { $0.childText("message") ?? "no details" },
            report: &report
        )
    }

    private static func finding(
        _ vulnerability: SelectedElement,
        _ path: String?,
        _ package: Finding.Package?
    ) -> Finding {
        let severity = FindingWords.severity(vulnerability.childText("severity"))
        let weaknesses = vulnerability.all("cwe") + vulnerability.all("cwes").flatMap(\.children)
        return Finding(
            tool: "dependency-check",
            rule: vulnerability.childText("name") ?? "unnamed",
            severity: severity,
            level: FindingWords.level(severity),
            message: vulnerability.childText("description") ?? "",
            file: path.map { SourcePath.normalised($0) },
            cwe: CWE.numbers(weaknesses.map(\.text)),
            tags: ["vulnerability"],
            suppressed: vulnerability.name == "suppressedVulnerability",
            package: package
        )
    }
}
