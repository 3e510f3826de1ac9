package import Core
package import Scanning

/// ESLint's `json` formatter, which lists every file examined, clean ones too.
package enum ESLintImporter: Importer {
    package static let format = FormatDescription(id: "eslint-json", title: "ESLint JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.elementKeys.contains("filePath") && head.elementKeys.contains("messages")
    }

    private static let table = FindingTable(
        rule: "ruleId",
        message: "message",
        line: "line",
        column: "column",
        unnamedRule: "unnamed"
    )

    private static let selection = JSONSelection(
        table.paths(below: "messages") + table.paths(below: "suppressedMessages")
            + ["filePath", "errorCount", "warningCount", "messages.severity", "messages.fatal"]
            + ["suppressedMessages.severity"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let files = report.records(try selection.document(bytes))
        var collector = FindingCollector("eslint")
        var ignored: [String] = []
        var broken: [String] = []
        for file in files {
            guard let path = file.text("filePath") else {
                report.fail("a file has no 'filePath'")
                continue
            }
            let messages = report.records(file, "messages")
            if messages.contains(where: isIgnored) {
                ignored.append(path)
                continue
            }
            if messages.contains(where: { $0.at("fatal")?.bool == true }) { broken.append(path) }
            for (key, severity) in [("errorCount", 2), ("warningCount", 1)] {
                guard let declared = file.number(key), declared > 0 else { continue }
                let listed = messages.count { ($0.number("severity") == 2) == (severity == 2) }
                report.declare(
                    findings: declared,
                    listed: listed,
                    "\(severity == 2 ? "errors" : "warnings") of \(path)"
                )
            }
            collector.add(messages, by: table, file: path) { $0.level = level($1) }
            collector.add(file.records("suppressedMessages"), by: table, file: path) {
                $0.level = level($1)
                $0.suppressed = true
            }
        }
        collector.examined(files.compactMap { $0.text("filePath") }.filter { !ignored.contains($0) })
        if !ignored.isEmpty { report.note("\(ignored.count) files were ignored by eslint, and not examined") }
        collector.couldNotParse(files: broken, &report)
        if files.isEmpty { report.warn("lists no file: nothing was examined") }
        collector.finish(&report)
    }

    /// eslint tells of a file that it was not to look at by a warning without a rule.
    private static func isIgnored(_ message: JSON) -> Bool {
        message.text("ruleId") == nil && message.at("fatal")?.bool != true
            && message.text("message")?.hasPrefix("File ignored") ?? false
    }

    /// 2 is an error, 1 a warning.
    private static func level(_ message: JSON) -> Finding.Level {
        message.number("severity") == 2 ? .error : .warning
    }
}
