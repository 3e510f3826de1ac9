package import Core
package import Scanning

/// The JSON reporter of Mocha: what passed, failed and is pending stands in three lists.
package enum MochaImporter: Importer {
    package static let format = FormatDescription(id: "mocha-json", title: "Mocha JSON", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let stats = head.member("stats") else { return false }
        return stats.keys.contains("passes") && head.member("tests") != nil
            && (head.member("failures") != nil || head.member("passes") != nil)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var stats: JSON?
        var listed = 0
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "stats": stats = try json.readValue()
            case "tests": try json.forEachValue(of: "tests") { _ throws(ScanError) in listed += 1 }
            case "passes": try json.forEachValue(of: "passes") { add($0, .passed, to: &tests) }
            case "failures": try json.forEachValue(of: "failures") { add($0, .failed, to: &tests) }
            case "pending": try json.forEachValue(of: "pending") { add($0, .skipped, to: &tests) }
            default: try json.skipValue()
            }
        }
        try json.finish()
        // A hook that failed is a failure, but no test.
        let hooks = max(0, tests.tally.total - listed)
        tests.check("tests", declared: stats?["tests"]?.int, tests.tally.total, tests.tally.total - hooks)
        tests.check("passes", declared: stats?["passes"]?.int, tests.tally.passed)
        tests.declareFailed(stats?["failures"]?.int, listed: tests.tally.failed)
        tests.declareFailed(MochaStats.unaccounted(stats), listed: tests.bad)
        if listed > tests.tally.total {
            tests.warn("lists \(listed) tests, and how they ended for \(tests.tally.total) only")
        }
        tests.finish(into: &report)
    }

    private static func add(_ test: JSON, _ status: TestCase.Status, to tests: inout TestCollector) {
        let title = test.text("title") ?? ""
        let retries = test["currentRetry"]?.int ?? 0
        var parents = test.text("fullTitle") ?? title
        if parents.hasSuffix(title) { parents.removeLast(title.count) }
        if parents.hasSuffix(" ") { parents.removeLast() }
        tests.add(
            TestCase(
                className: parents.isEmpty ? nil : parents,
                name: title,
                file: test.text("file").map { SourcePath.normalised($0) },
                status: status,
                flaky: status == .passed && retries > 0,
                attempt: (1..<1_000_000).contains(retries) ? retries + 1 : nil,
                seconds: test.milliseconds("duration"),
                message: TestMessage.joined(test["err"]?["message"]?.string, test["err"]?["stack"]?.string)
            )
        )
    }
}
