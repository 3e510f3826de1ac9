package import Core
package import Scanning

/// The report of pytest-json-report.
package enum PytestJSONImporter: Importer {
    package static let format = FormatDescription(
        id: "pytest-json-report",
        title: "pytest-json-report",
        feeds: .tests
    )

    /// Expected failures are neither passed nor failed; unexpected passes are passes, unless they are strict.
    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "xpassed": .passed, "failed": .failed, "error": .error, "skipped": .skipped,
        "xfailed": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("exitcode") != nil && head.member("summary") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var summary: JSON?
        var exitCode: Int?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "summary": summary = try json.readValue()
            case "exitcode": exitCode = try json.integerOrSkip()
            case "tests": try json.forEachValue(of: "tests") { add($0, to: &tests) }
            case "collectors":
                try json.forEachValue(of: "collectors") { collector throws(ScanError) in
                    guard collector["outcome"]?.string == "failed" else { return }
                    let message = TestMessage.joined(collector["longrepr"]?.string)
                    tests.problem(collector.text("nodeid") ?? "collection", message: message)
                }
            default: try json.skipValue()
            }
        }
        try json.finish()
        let tally = tests.tally
        tests.check("tests", declared: summary?["total"]?.int, tally.total, tally.total - tally.errors)
        tests.declareFailed(summary?["failed"]?.int, errors: summary?["error"]?.int, listed: tests.bad, tally.failed)
        // 1: tests failed, or a plugin found that they did, such as too low a coverage; 5: no tests.
        if let exitCode, (1...4).contains(exitCode) { tests.runFailed("pytest ended with exit code \(exitCode)") }
        tests.finish(into: &report)
    }

    private static func add(_ test: JSON, to tests: inout TestCollector) {
        let id = test.text("nodeid") ?? ""
        let parts = id.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        let stages = ["setup", "call", "teardown"].compactMap { test[$0] }
        let times = stages.compactMap { $0["duration"]?.double }
        let broken = stages.first { $0["crash"] != nil } ?? stages.first { $0["longrepr"] != nil }
        tests.add(
            TestCase(
                suite: parts.first,
                className: parts.first,
                name: parts.count == 2 ? parts[1] : id,
                file: parts.first.map { SourcePath.normalised($0) },
                line: test["lineno"]?.int.flatMap { $0 >= 0 && $0 < Int.max ? $0 + 1 : nil },
                status: tests.status(test["outcome"]?.string, in: words),
                seconds: times.isEmpty ? nil : times.reduce(0, +),
                message: TestMessage.joined(broken?["crash"]?["message"]?.string, broken?["longrepr"]?.string)
            )
        )
    }
}
