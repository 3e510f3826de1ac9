package import Core
package import Scanning

/// The JSON formatter of RSpec.
package enum RSpecImporter: Importer {
    package static let format = FormatDescription(id: "rspec-json", title: "RSpec JSON", feeds: .tests)

    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "pending": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("examples") != nil && (head.member("summary")?.keys.contains("example_count") ?? false)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var summary: JSON?
        var messages: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "version": report.tool = try JSONText.read(&json, limit: 40).map { "RSpec \($0)" }
            case "examples": try json.forEachValue(of: "examples") { add($0, to: &tests) }
            case "messages": messages = try JSONText.list(&json)
            case "summary": summary = try json.readValue()
            default: try json.skipValue()
            }
        }
        try json.finish()
        let listed = tests.tally
        for _ in 0..<min(max(0, summary?["errors_outside_of_examples_count"]?.int ?? 0), 1_000) {
            tests.problem("outside of any example", message: TestMessage.joined(messages.joined(separator: "\n")))
        }
        tests.check("tests", declared: summary?["example_count"]?.int, listed.total)
        tests.declareFailed(summary?["failure_count"]?.int, listed: listed.failed)
        tests.finish(into: &report)
    }

    private static func add(_ test: JSON, to tests: inout TestCollector) {
        let error = test["exception"]
        let full = test.text("full_description")
        tests.add(
            TestCase(
                name: full ?? test.text("description") ?? "",
                file: test.text("file_path").map { SourcePath.normalised($0) },
                line: test["line_number"]?.int,
                status: tests.status(test["status"]?.string, in: words),
                seconds: test["run_time"]?.double,
                message: TestMessage.joined(error?["message"]?.string ?? test["pending_message"]?.string)
            )
        )
    }
}
