package import Core
package import Scanning

/// PMD XML; it lists only files with violations, so that how many were examined is not known.
package enum PMDImporter: Importer {
    package static let format = FormatDescription(id: "pmd", title: "PMD XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "pmd" }

    private static let selection = XMLSelection(
        "pmd",
        ["version"],
        [
            XMLSelection("file", ["name"], [.text("violation", ["beginline", "begincolumn", "rule", "priority"])]),
            XMLSelection("error", ["filename"]), XMLSelection("configerror", ["rule"]),
            XMLSelection("suppressedviolation", ["filename"]),
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        var collector = FindingCollector("pmd", version: root["version"])
        for file in root.all("file") {
            for violation in file.all("violation") { collector.add(finding(violation, file["name"])) }
        }
        collector.couldNotExamine(root.all("error").compactMap { $0["filename"] }, &report)
        let rules = root.all("configerror").map { $0["rule"] ?? "a rule" }
        if !rules.isEmpty {
            collector.isIncomplete("could not run \(rules.prefix(3).joined(separator: ", "))", &report)
        }
        let suppressed = root.all("suppressedviolation").count
        if suppressed > 0 { report.note("\(suppressed) violations were suppressed: no findings") }
        collector.finish(&report)
    }

    private static func finding(_ violation: SelectedElement, _ path: String?) -> Finding {
        Finding(
            tool: "pmd",
            rule: violation["rule"] ?? "unnamed",
            level: level(violation.number("priority")),
            message: violation.text,
            file: path.map { SourcePath.normalised($0) },
            line: violation.number("beginline"),
            column: violation.number("begincolumn")
        )
    }

    /// 1 and 2 (high) are errors, 3 (medium) is a warning, 4 and 5 (low) are notes.
    private static func level(_ priority: Int?) -> Finding.Level {
        switch priority {
        case 1, 2: .error
        case 4, 5: .note
        default: .warning
        }
    }
}
