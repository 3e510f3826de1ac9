package import Core
package import Scanning

/// Android Lint XML.
package enum AndroidLintImporter: Importer {
    package static let format = FormatDescription(id: "android-lint", title: "Android Lint XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "issues" else { return false }
        return root.attributes.contains("format") && !root.attributes.contains("burpVersion")
    }

    private static let selection = XMLSelection(
        "issues",
        ["by", "format"],
        [
            XMLSelection(
                "issue",
                ["id", "severity", "message", "category"],
                [XMLSelection("location", ["file", "line", "column"])]
            )
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        if root["format"] == nil { report.fail("the root has no 'format': this is no Android Lint XML") }
        let version = root["by"].map { $0.hasPrefix("lint ") ? String($0.dropFirst(5)) : $0 }
        var collector = FindingCollector("android-lint", version: version)
        for issue in root.all("issue") {
            let place = issue.first("location")
            collector.add(
                Finding(
                    tool: "android-lint",
                    rule: issue["id"] ?? "unnamed",
                    level: FindingWords.level(issue["severity"]) ?? .warning,
                    message: issue["message"] ?? "",
                    file: place?["file"].map { SourcePath.normalised($0) },
                    line: place?.number("line").flatMap { $0 > 0 ? $0 : nil },
                    column: place?.number("column").flatMap { $0 > 0 ? $0 : nil },
                    tags: issue["category"].map { [$0.lowercased()] } ?? []
                )
            )
        }
        collector.finish(&report)
    }
}
