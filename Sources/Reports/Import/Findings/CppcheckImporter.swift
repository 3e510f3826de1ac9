package import Core
package import Scanning

/// Cppcheck XML, version 2.
package enum CppcheckImporter: Importer {
    package static let format = FormatDescription(id: "cppcheck", title: "Cppcheck XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "results" else { return false }
        return root.firstChild == "cppcheck" || root.firstChild == "errors"
    }

    private static let selection = XMLSelection(
        "results",
        ["version"],
        [
            XMLSelection("cppcheck", ["version"]),
            XMLSelection(
                "errors",
                [],
                [
                    XMLSelection(
                        "error",
                        ["id", "severity", "msg", "verbose", "cwe"],
                        [XMLSelection("location", ["file", "line", "column"])]
                    )
                ]
            ),
        ]
    )

    /// What cppcheck reports where it could not look into a file.
    private static let broken: Set<String> = [
        "syntaxError", "internalAstError", "internalError", "unknownMacro", "preprocessorErrorDirective",
        "cppcheckError",
        "noValidConfiguration", "fileNotFound",
    ]

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        guard let errors = root.first("errors") else {
            report.fail("no 'errors': this is no Cppcheck XML of version 2")
            return
        }
        var collector = FindingCollector("cppcheck", version: root.first("cppcheck")?["version"])
        for error in errors.all("error") {
            let place = error.first("location")
            collector.add(
                Finding(
                    tool: "cppcheck",
                    rule: error["id"] ?? "unnamed",
                    level: FindingWords.level(error["severity"]) ?? .warning,
                    message: error["msg"] ?? error["verbose"] ?? "",
                    file: place?["file"].map { SourcePath.normalised($0) },
                    line: place?.number("line").flatMap { $0 > 0 ? $0 : nil },
                    column: place?.number("column").flatMap { $0 > 0 ? $0 : nil },
                    cwe: error["cwe"].map { CWE.numbers([$0]) } ?? []
                )
            )
        }
        collector.couldNotParse(by: broken, &report)
        collector.finish(&report)
    }
}
