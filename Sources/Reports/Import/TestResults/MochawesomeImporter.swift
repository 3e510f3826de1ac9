package import Core
package import Scanning

/// The JSON of Mochawesome, also merged of several runs.
package enum MochawesomeImporter: Importer {
    package static let format = FormatDescription(id: "mochawesome", title: "Mochawesome JSON", feeds: .tests)

    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "pending": .skipped, "skipped": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let stats = head.member("stats") else { return false }
        return stats.keys.contains("passes") && head.member("results") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var stats: JSON?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "stats": stats = try json.readValue()
            case "results":
                try json.forEachValue(of: "results") { suite throws(ScanError) in
                    add(suite, file: nil, titles: [], to: &tests)
                }
            default: try json.skipValue()
            }
        }
        try json.finish()
        let tally = tests.tally
        tests.check("tests", declared: stats?["tests"]?.int, tally.total - tally.errors, tally.total)
        tests.check("passes", declared: stats?["passes"]?.int, tally.passed)
        tests.declareFailed(stats?["failures"]?.int, listed: tests.bad, tally.failed)
        tests.declareFailed(MochaStats.unaccounted(stats), listed: tests.bad)
        tests.finish(into: &report)
    }

    private static func add(_ suite: JSON, file: String?, titles: [String], to tests: inout TestCollector) {
        let file = suite.text("file").map { SourcePath.normalised($0) } ?? file
        let titles = titles + [suite.text("title")].compactMap { $0 }
        for hook in (suite["beforeHooks"]?.array ?? []) + (suite["afterHooks"]?.array ?? [])
        where hook["fail"]?.bool == true {
            tests.problem(hook.text("title") ?? "hook", suite: titles.last, message: message(hook))
        }
        for test in suite["tests"]?.array ?? [] {
            tests.add(
                TestCase(
                    suite: titles.last,
                    className: titles.isEmpty ? nil : titles.joined(separator: " › "),
                    name: test.text("title") ?? "",
                    file: file,
                    status: tests.status(word(test), in: words),
                    seconds: test.milliseconds("duration"),
                    message: message(test)
                )
            )
        }
        for inner in suite["suites"]?.array ?? [] { add(inner, file: file, titles: titles, to: &tests) }
    }

    /// A test that a failed hook kept from running has no state, but says that it was skipped.
    private static func word(_ test: JSON) -> String? {
        if let state = test["state"]?.string { return state }
        if test["skipped"]?.bool == true { return "skipped" }
        return test["pending"]?.bool == true ? "pending" : nil
    }

    private static func message(_ test: JSON) -> String? {
        TestMessage.joined(test["err"]?["message"]?.string, test["err"]?["estack"]?.string)
    }
}
