package import Core
package import Scanning

/// The message stream of Cucumber (NDJSON); of several attempts at a scenario the last one counts.
package enum CucumberMessagesImporter: Importer {
    package static let format = FormatDescription(
        id: "cucumber-messages",
        title: "Cucumber messages",
        feeds: .tests
    )

    private static let envelopes: Set<String> = [
        "meta", "source", "gherkinDocument", "pickle", "testRunStarted", "testCase", "parseError", "stepDefinition",
        "hook", "parameterType",
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let members = head.members, members.count == 1, let first = members.first else { return false }
        return envelopes.contains(first.key) && !first.keys.isEmpty
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var run = CucumberRun(tests: TestCollector(options, bytes, Self.self))
        try NDJSON.forEach(in: bytes) { json, _ throws(ScanError) in
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "pickle", "testCase", "testCaseStarted", "testStepFinished", "testCaseFinished", "parseError",
                    "testRunFinished", "testRunHookFinished":
                    run.handle(key.string, try json.readValue())
                default: try json.skipValue()
                }
            }
        }
        run.report(into: &report)
    }
}

private struct CucumberRun {
    struct Attempt {
        var testCase: String
        var worst = CucumberWorst()
    }

    var tests: TestCollector
    private var pickles: [String: JSON] = [:]
    /// Pickles without a step.
    private var blank: Set<String> = []
    private var pickleOfCase: [String: String] = [:]
    private var attempts: [String: Attempt] = [:]
    private var retried: Set<String> = []
    private var isFinished = false
    private var succeeded: Bool?

    init(tests: TestCollector) { self.tests = tests }

    mutating func handle(_ kind: String, _ value: JSON) {
        switch kind {
        case "pickle":
            if let id = value["id"]?.string {
                if value["steps"]?.array?.isEmpty == true { blank.insert(id) }
                pickles[id] = ["name": JSON(value.text("name") ?? ""), "uri": JSON(value.text("uri") ?? "")]
            }
        case "testCase":
            if let id = value["id"]?.string { pickleOfCase[id] = value["pickleId"]?.string }
        case "testCaseStarted":
            if let id = value["id"]?.string { attempts[id] = Attempt(testCase: value["testCaseId"]?.string ?? "") }
        case "testStepFinished":
            guard let id = value["testCaseStartedId"]?.string, let result = value["testStepResult"] else { return }
            let status = tests.status(result["status"]?.string?.lowercased(), in: CucumberWorst.words)
            let time = Self.seconds(result["duration"])
            attempts[id]?.worst.add(status, time, result["message"]?.string)
        case "testCaseFinished": finish(value)
        case "testRunHookFinished":
            if value["result"]?["status"]?.string == "FAILED" {
                tests.problem("a hook of the run", message: TestMessage.joined(value["result"]?["message"]?.string))
            }
        case "parseError":
            tests.problem(
                value["source"]?.text("uri") ?? "parse error",
                message: TestMessage.joined(value["message"]?.string)
            )
        default:
            isFinished = true
            succeeded = value["success"]?.bool
        }
    }

    private static func seconds(_ duration: JSON?) -> Double? {
        guard let whole = duration?["seconds"]?.double else { return nil }
        return whole + (duration?["nanos"]?.double ?? 0) / 1_000_000_000
    }

    private mutating func finish(_ value: JSON) {
        guard let id = value["testCaseStartedId"]?.string, let attempt = attempts.removeValue(forKey: id) else {
            return
        }
        if value["willBeRetried"]?.bool == true {
            retried.insert(attempt.testCase)
            return
        }
        // What has no step has run nothing, whatever its hooks did.
        let isBlank = pickleOfCase[attempt.testCase].map(blank.contains) ?? false
        let isNothing = isBlank && attempt.worst.status == .passed
        add(attempt, status: isNothing ? .skipped : attempt.worst.status, message: attempt.worst.message)
    }

    private mutating func add(_ attempt: Attempt, status: TestCase.Status, message: String?) {
        let pickle = pickleOfCase[attempt.testCase].flatMap { pickles[$0] }
        tests.add(
            TestCase(
                suite: pickle?.text("uri"),
                name: pickle?.text("name") ?? "",
                file: pickle?.text("uri").map { SourcePath.ofURI($0) },
                status: status,
                flaky: status == .passed && retried.contains(attempt.testCase),
                seconds: attempt.worst.seconds,
                message: message
            )
        )
    }

    mutating func report(into report: inout Report) {
        guard isFinished else {
            return report.fail("the stream has no 'testRunFinished': it is cut, or the run was stopped")
        }
        for (_, attempt) in attempts.sorted(by: { $0.key < $1.key }) {
            add(attempt, status: .error, message: "the scenario began and never ended")
        }
        if succeeded == false { tests.runFailed("the stream says that the run was no success") }
        tests.finish(into: &report)
    }
}
