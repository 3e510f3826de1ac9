package import Core
package import Scanning

/// SpotBugs and FindBugs XML.
package enum SpotBugsImporter: Importer {
    package static let format = FormatDescription(id: "spotbugs", title: "SpotBugs XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "BugCollection" }

    private static let line = XMLSelection("SourceLine", ["sourcepath", "start"])

    private static let selection = XMLSelection(
        "BugCollection",
        ["version"],
        [
            XMLSelection(
                "BugInstance",
                ["type", "priority", "category", "cweid"],
                [
                    .text("ShortMessage"), .text("LongMessage"), line, XMLSelection("Class", [], [line]),
                    XMLSelection("Method", [], [line]), XMLSelection("Field", [], [line]),
                ]
            ),
            XMLSelection("Errors", ["errors"]),
            XMLSelection("FindBugsSummary", ["total_bugs"], [XMLSelection("FileStats", ["path"])]),
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        var collector = FindingCollector("spotbugs", version: root["version"])
        for bug in root.all("BugInstance") { collector.add(finding(bug)) }
        let summary = root.first("FindBugsSummary")
        report.declare(findings: summary?.number("total_bugs"), listed: collector.findings.count, "bugs")
        if let files = summary?.all("FileStats"), !files.isEmpty {
            collector.examined(files.compactMap { $0["path"] })
        }
        if let errors = root.first("Errors")?.number("errors"), errors > 0 {
            collector.isIncomplete("reports \(errors) errors of its own run", &report)
        }
        collector.finish(&report)
    }

    private static func finding(_ bug: SelectedElement) -> Finding {
        let inner = bug.children.compactMap { $0.first("SourceLine") }
        let place = bug.first("SourceLine") ?? inner.last { $0["start"] != nil } ?? inner.first
        return Finding(
            tool: "spotbugs",
            rule: bug["type"] ?? "unnamed",
            level: level(bug.number("priority")),
            message: bug.childText("LongMessage") ?? bug.childText("ShortMessage") ?? "",
            file: place?["sourcepath"].map { SourcePath.normalised($0) },
            line: place?.number("start").flatMap { $0 > 0 ? $0 : nil },
            cwe: bug["cweid"].map { CWE.numbers([$0]) } ?? [],
            tags: bug["category"].map { [$0.lowercased()] } ?? []
        )
    }

    /// 1 (high) is an error, 2 (normal) a warning, the rest are notes.
    private static func level(_ priority: Int?) -> Finding.Level {
        switch priority {
        case 1: .error
        case 2, nil: .warning
        default: .note
        }
    }
}
