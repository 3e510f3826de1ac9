package import Core
package import Scanning

/// golangci-lint JSON; an issue without a severity is an error, as it is for the tool's exit code.
package enum GolangCIImporter: Importer {
    package static let format = FormatDescription(id: "golangci-json", title: "golangci-lint JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let issues = head.member("Issues") else { return false }
        return head.member("Report") != nil || issues.elementKeys.contains("FromLinter")
    }

    private static let table = FindingTable(
        rule: "FromLinter",
        message: "Text",
        file: "Pos.Filename",
        line: "Pos.Line",
        column: "Pos.Column",
        level: "Severity",
        defaultLevel: .error
    )

    private static let selection = JSONSelection(
        table.paths(below: "Issues") + ["Report.Linters.Name", "Report.Linters.Enabled", "Report.Error"]
            + ["Report.Warnings.Text"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        if let error = document.text("Report.Error") { report.fail("golangci-lint says that it has failed: \(error)") }
        var collector = FindingCollector("golangci-lint")
        collector.rules = document.records("Report.Linters").compactMap { linter in
            guard linter.at("Enabled")?.bool == true, let name = linter.text("Name") else { return nil }
            return Scan.Rule(id: name, tags: name == "gosec" ? ["security"] : [])
        }
        // Without any issue the list is null.
        let isNull = document.at("Issues")?.isNull ?? false
        if isNull && document.at("Report") == nil { report.fail("'Issues' is null, and there is no 'Report'") }
        collector.add(isNull ? [] : report.records(document, "Issues"), by: table)
        // What does not compile was not looked at by any linter.
        collector.couldNotParse(by: ["typecheck"], &report)
        let failed = document.records("Report.Warnings").compactMap { $0.text("Text") }.first {
            $0.lowercased().contains("can't run linter")
        }
        if let failed { collector.isIncomplete("warns: \(failed)", &report) }
        collector.finish(&report)
    }
}
