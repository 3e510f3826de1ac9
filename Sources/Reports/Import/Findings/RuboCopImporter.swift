package import Core
package import Scanning

/// RuboCop's `json` (Cookstyle, Standard), which lists every file inspected.
package enum RuboCopImporter: Importer {
    package static let format = FormatDescription(id: "rubocop", title: "RuboCop JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("files") != nil && (head.member("summary")?.keys.contains("offense_count") ?? false)
    }

    private static let table = FindingTable(
        rule: "cop_name",
        message: "message",
        line: "location.line",
        column: "location.column",
        level: "severity"
    )

    private static let selection = JSONSelection(
        table.paths(below: "files.offenses") + [
            "files.path", "files.offenses.corrected", "metadata.rubocop_version", "summary.offense_count",
            "summary.inspected_file_count", "summary.target_file_count",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("rubocop", version: document.text("metadata.rubocop_version"))
        let files = report.records(document, "files")
        var corrected = 0
        var listed = 0
        for file in files {
            let offenses = report.records(file, "offenses")
            let open = offenses.filter { $0.at("corrected")?.bool != true }
            listed += offenses.count
            corrected += offenses.count - open.count
            collector.add(open, by: table, file: file.text("path"))
        }
        if corrected > 0 { report.note("\(corrected) offenses were corrected: no findings") }
        report.declare(findings: document.number("summary.offense_count"), listed: listed, "offenses")
        let inspected = document.number("summary.inspected_file_count") ?? files.count
        if let targets = document.number("summary.target_file_count"), targets > min(inspected, files.count) {
            report.incomplete(
                "rubocop inspected \(min(inspected, files.count)) of \(targets) files and stopped: "
                    + "run it without `--fail-fast`"
            )
        }
        collector.examined(files.compactMap { $0.text("path") })
        collector.filesExamined = files.count
        collector.couldNotParse(by: ["Lint/Syntax"], &report)
        collector.finish(&report)
    }
}
