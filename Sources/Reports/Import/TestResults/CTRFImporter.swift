package import Core
package import Scanning

/// The Common Test Report Format.
package enum CTRFImporter: Importer {
    package static let format = FormatDescription(id: "ctrf", title: "CTRF JSON", feeds: .tests)

    /// `other` says that the test ended neither way: nobody knows, so it is an error.
    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "skipped": .skipped, "pending": .skipped, "other": .error,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let keys = head.member("results")?.keys else { return false }
        return keys.contains("tests") && (keys.contains("summary") || keys.contains("tool"))
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var summary: JSON?
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "results" else {
                try json.skipValue()
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "tool":
                    let tool = try json.readValue()
                    report.tool = [tool.text("name"), tool.text("version")].compactMap { $0 }.joined(separator: " ")
                case "summary": summary = try json.readValue()
                case "tests":
                    try json.forEachValue(of: "tests") { test throws(ScanError) in add(test, to: &tests) }
                default: try json.skipValue()
                }
            }
        }
        try json.finish()
        tests.check("tests", declared: summary?["tests"]?.int, tests.tally.total)
        tests.check("passed tests", declared: summary?["passed"]?.int, tests.tally.passed)
        tests.declareFailed(
            summary?["failed"]?.int,
            errors: summary?["other"]?.int,
            listed: tests.bad,
            tests.tally.failed
        )
        tests.finish(into: &report)
    }

    private static func output(_ test: JSON) -> String? {
        let lines = ["stdout", "stderr"].flatMap { test[$0]?.array ?? [] }.compactMap(\.string)
        return lines.isEmpty ? nil : TestOutput.clean(lines.joined(separator: "\n"))
    }

    private static func attachments(_ test: JSON) -> [String] {
        let paths = (test["attachments"]?.array ?? []).compactMap { TestOutput.path($0["path"]?.string) }
        return Array(paths.prefix(TestOutput.attachmentLimit))
    }

    private static func add(_ test: JSON, to tests: inout TestCollector) {
        let status = tests.status(test["status"]?.string, in: words)
        let path = test["suite"]?.array?.compactMap { $0.string }.joined(separator: " › ")
        let suite = test.text("suite") ?? path.map { Text.clean($0, limit: 1_024) }
        // What the format has no field for, such as the browser's version, goes into `extra`.
        let cells = CellProperties.of(test["parameters"]).merging(CellProperties.of(test["extra"])) { _, extra in extra
        }
        tests.add(
            TestCase(
                suite: suite,
                className: suite,
                name: test.text("name") ?? "",
                file: test.text("filePath").map { SourcePath.normalised($0) },
                line: test["line"]?.int,
                status: status,
                flaky: status == .passed && test["flaky"]?.bool == true,
                attempt: test["retries"]?.int.flatMap { (1..<1_000_000).contains($0) ? $0 + 1 : nil },
                seconds: test.milliseconds("duration"),
                message: TestMessage.joined(test["message"]?.string, test["trace"]?.string),
                properties: cells.merging(test.texts("browser", "device")) { _, own in own },
                output: status == .passed ? nil : output(test),
                attachments: status == .passed ? [] : attachments(test)
            )
        )
    }
}
