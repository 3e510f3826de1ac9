package import Core
package import Scanning

/// The events of `dart test --reporter json` and `flutter test --machine`.
package enum DartTestImporter: Importer {
    package static let format = FormatDescription(id: "dart-json", title: "Dart and Flutter test JSON", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("protocolVersion") != nil && head.member("runnerVersion") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var run = DartRun(tests: TestCollector(options, bytes, Self.self))
        try NDJSON.forEach(in: bytes) { json, _ throws(ScanError) in
            // Flutter puts events of its own in between, as lists.
            if try json.peek() == .object { run.handle(try json.readValue()) } else { try json.skipValue() }
        }
        run.report(into: &report)
    }
}

private struct DartRun {
    struct Test {
        var name: String
        var suite: Int?
        var line: Int?
        var start: Double?
        var message: String?
    }

    static let words: [String: TestCase.Status] = ["success": .passed, "failure": .failed, "error": .error]

    var tests: TestCollector
    private var open: [Int: Test] = [:]
    private var suites: [Int: String] = [:]
    private var done: JSON?

    init(tests: TestCollector) { self.tests = tests }

    mutating func handle(_ event: JSON) {
        switch event["type"]?.string {
        case "suite":
            if let suite = event["suite"], let id = suite["id"]?.int { suites[id] = suite.text("path") }
        case "testStart":
            guard let test = event["test"], let id = test["id"]?.int else { return }
            open[id] = Test(
                name: test.text("name") ?? "",
                suite: test["suiteID"]?.int,
                line: test["root_line"]?.int ?? test["line"]?.int,
                start: event["time"]?.double
            )
        case "error":
            guard let id = event["testID"]?.int else { return }
            let before = open[id]?.message
            open[id]?.message = TestMessage.joined(before, event["error"]?.string, event["stackTrace"]?.string)
        case "testDone": finish(event)
        case "done": done = event
        default: break
        }
    }

    /// What the runner hides is its own loading of a file, as long as that works.
    private mutating func finish(_ event: JSON) {
        guard let id = event["testID"]?.int, let test = open.removeValue(forKey: id) else { return }
        if event["hidden"]?.bool == true, event["result"]?.string == "success" { return }
        var status = tests.status(event["result"]?.string, in: Self.words)
        if status == .passed, event["skipped"]?.bool == true { status = .skipped }
        add(test, status, end: event["time"]?.double)
    }

    private mutating func add(_ test: Test, _ status: TestCase.Status, end: Double?) {
        let path = test.suite.flatMap { suites[$0] }.map { SourcePath.normalised($0) }
        var seconds: Double?
        if let start = test.start, let end, end >= start { seconds = (end - start) / 1_000 }
        tests.add(
            TestCase(
                suite: path,
                name: test.name,
                file: path,
                line: test.line,
                status: status,
                seconds: seconds,
                message: test.message
            )
        )
    }

    mutating func report(into report: inout Report) {
        guard let done else {
            return report.fail("the stream has no 'done' event: it is cut, or the run was stopped")
        }
        for (_, test) in open.sorted(by: { $0.key < $1.key }) {
            var test = test
            test.message = TestMessage.joined("the test began and never ended", test.message)
            add(test, .error, end: nil)
        }
        if done["success"]?.bool != true { tests.runFailed("the stream says that the run was no success") }
        tests.finish(into: &report)
    }
}
