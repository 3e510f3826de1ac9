package import Core
package import Scanning

/// ShellCheck's `json` and `json1`.
package enum ShellCheckImporter: Importer {
    package static let format = FormatDescription(id: "shellcheck-json", title: "ShellCheck JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        // Without a finding, `json1` is an empty list under its one key.
        if let members = head.members, members.count == 1, members[0].key == "comments", members[0].elementKeys.isEmpty
        {
            return true
        }
        let keys = Set(head.elementKeys + (head.member("comments")?.elementKeys ?? []))
        return keys.isSuperset(of: ["file", "line", "level", "code", "message", "endLine"])
    }

    private static let table = FindingTable(
        rule: "code",
        message: "message",
        file: "file",
        line: "line",
        column: "column",
        level: "level",
        rulePrefix: "SC"
    )

    private static let selection = JSONSelection(table.paths() + table.paths(below: "comments"))

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("shellcheck")
        collector.add(report.records(document, document.object == nil ? nil : "comments"), by: table)
        collector.couldNotParse(by: ["SC1072", "SC1073"], &report)
        collector.finish(&report)
    }
}
