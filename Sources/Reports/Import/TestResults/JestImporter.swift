package import Core
package import Scanning

/// The JSON report of Jest, which Vitest writes too.
package enum JestImporter: Importer {
    package static let format = FormatDescription(id: "jest-json", title: "Jest JSON", feeds: .tests)

    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "pending": .skipped, "skipped": .skipped, "todo": .skipped,
        "disabled": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("numTotalTests") != nil && head.member("testResults") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var declared: (total: Int?, passed: Int?, failed: Int?)
        var declaredFiles: Int?
        var succeeded: Bool?
        var isInterrupted = false
        var empty: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "numTotalTests": declared.total = try json.integerOrSkip()
            case "numPassedTests": declared.passed = try json.integerOrSkip()
            case "numFailedTests": declared.failed = try json.integerOrSkip()
            case "numFailedTestSuites": declaredFiles = try json.integerOrSkip()
            case "wasInterrupted": isInterrupted = try json.boolOrSkip() ?? false
            case "success": succeeded = try json.boolOrSkip()
            case "testResults":
                try json.forEachValue(of: "testResults") { file throws(ScanError) in
                    add(file, to: &tests)
                    let isEmpty = file["assertionResults"]?.array?.isEmpty ?? true
                    if isEmpty, file["status"]?.string == "passed", empty.count < 1_000 {
                        empty.append(file.text("name") ?? "")
                    }
                }
            default: try json.skipValue()
            }
        }
        try json.finish()
        tests.check("tests", declared: declared.total, tests.tally.total, tests.tally.total - tests.tally.errors)
        tests.check("passed tests", declared: declared.passed, tests.tally.passed)
        tests.declareFailed(declared.failed, listed: tests.bad, tests.tally.failed)
        if isInterrupted { tests.runFailed("the run was interrupted") }
        if let count = declaredFiles, count > 0 { tests.runFailed("the report declares \(count) failed suites") }
        if succeeded == false { tests.runFailed("the report says that the run was no success") }
        if let first = empty.first {
            let others = empty.count > 1 ? " and \(empty.count - 1) more" : ""
            tests.warn("no test ran in \(SourcePath.normalised(first))\(others), which the report calls passed")
        }
        tests.finish(into: &report)
    }

    /// A file that failed without a failed test did not load, or broke in a hook.
    private static func add(_ file: JSON, to tests: inout TestCollector) {
        let path = SourcePath.normalised(file.text("name") ?? "")
        let before = tests.bad
        for test in file["assertionResults"]?.array ?? [] {
            let titles = (test["ancestorTitles"]?.array ?? []).compactMap { $0.string }.joined(separator: " › ")
            let messages = (test["failureMessages"]?.array ?? []).compactMap { $0.string }.joined(separator: "\n")
            tests.add(
                TestCase(
                    suite: path,
                    className: Text.clean(titles, limit: 1_024),
                    name: test.text("title") ?? test.text("fullName") ?? "",
                    file: path,
                    line: test["location"]?["line"]?.int,
                    status: tests.status(test["status"]?.string, in: words),
                    seconds: test.milliseconds("duration"),
                    message: TestMessage.joined(messages)
                )
            )
        }
        if file["status"]?.string == "failed", tests.bad == before {
            tests.problem(path, suite: path, message: TestMessage.joined(file["message"]?.string))
        }
    }
}
