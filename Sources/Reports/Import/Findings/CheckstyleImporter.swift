package import Core
package import Scanning

/// Checkstyle XML, which many other linters write too.
package enum CheckstyleImporter: Importer {
    package static let format = FormatDescription(id: "checkstyle", title: "Checkstyle XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "checkstyle" }

    private static let selection = XMLSelection(
        "checkstyle",
        ["version"],
        [
            XMLSelection(
                "file",
                ["name"],
                [
                    XMLSelection("error", ["line", "column", "severity", "message", "source"]),
                    XMLSelection("exception"),
                ]
            )
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        var collector = FindingCollector("checkstyle", version: root["version"])
        var clean = 0
        var files: Set<String> = []
        for file in root.all("file") {
            let path = file["name"].map { SourcePath.normalised($0) }
            if let path { files.insert(path) }
            if file.children.isEmpty { clean += 1 }
            for error in file.all("error") { collector.add(finding(error, path)) }
        }
        // Many tools list the files with findings alone; only one without shows that all are listed.
        if clean > 0 { collector.examined(files.sorted()) }
        let broken = root.all("file").filter { $0.first("exception") != nil }
        collector.couldNotExamine(broken.compactMap { $0["name"] }, because: "an exception", &report)
        collector.finish(&report)
    }

    private static func finding(_ error: SelectedElement, _ path: String?) -> Finding {
        Finding(
            tool: "checkstyle",
            rule: error["source"] ?? "unnamed",
            level: FindingWords.level(error["severity"]) ?? .error,
            message: error["message"] ?? "",
            file: path,
            line: error.number("line").flatMap { $0 > 0 ? $0 : nil },
            column: error.number("column").flatMap { $0 > 0 ? $0 : nil }
        )
    }
}
