package import Core
package import Scanning

/// Visual Studio test results (`.trx`), as `dotnet test --logger trx` and MSTest write them.
package enum TRXImporter: Importer {
    package static let format = FormatDescription(id: "trx", title: "Visual Studio TRX", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "TestRun" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var run = TRXRun(tests: TestCollector(options, bytes, Self.self), classes: try classes(bytes))
        var xml = try XMLScanner(bytes)
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _): try run.start(&xml, name)
            case .eof: break scan
            default: break
            }
        }
        run.report(into: &report)
    }

    /// Class names by the test's id: the definitions stand behind the results as a rule, so they are read first.
    private static func classes(_ bytes: Bytes) throws(ScanError) -> [String: String] {
        var xml = try XMLScanner(bytes)
        var classes: [String: String] = [:]
        while true {
            switch try xml.nextTag() {
            case .start(let name, _) where xml.localName(name).equals("UnitTest"):
                let test = try XMLNode.read(&xml, name)
                if let id = test["id"], let named = test.child("TestMethod")?["className"] { classes[id] = named }
            case .eof: return classes
            default: break
            }
        }
    }
}

/// What has been read of a run so far.
private struct TRXRun {
    /// How the outcomes count; an outcome that says that the test did not come to its end is an error.
    static let outcomes: [String: TestCase.Status] = [
        "Passed": .passed, "PassedButRunAborted": .passed, "Completed": .passed, "Warning": .passed,
        "Failed": .failed, "Error": .error, "Timeout": .error, "Aborted": .error, "Disconnected": .error,
        "InProgress": .error, "NotExecuted": .skipped, "Inconclusive": .skipped, "NotRunnable": .skipped,
        "Pending": .skipped,
    ]

    /// The counters of what did not come to a good end.
    static let bad = ["failed", "error", "timeout", "aborted", "disconnected"]

    var tests: TestCollector
    /// Results of data rows and steps, which are parts of a result, and those of them that failed.
    var inner = 0
    var badInner = 0
    var counters: [String: Int] = [:]
    var outcome: String?
    var complaints: [String] = []
    /// Class names by the test's id.
    let classes: [String: String]

    init(tests: TestCollector, classes: [String: String]) {
        self.tests = tests
        self.classes = classes
    }

    mutating func start(_ xml: inout XMLScanner, _ name: ByteRange) throws(ScanError) {
        switch xml.localName(name) {
        case "UnitTestResult", "TestResult", "GenericTestResult", "WebTestResult", "LoadTestResult", "ManualTestResult",
            "TestResultAggregation":
            add(try XMLNode.read(&xml, name))
        case "ResultSummary": outcome = xml.string("outcome")
        case "Counters":
            let node = try XMLNode.read(&xml, name)
            for key in ["total", "passed"] + Self.bad {
                counters[key] = node.integer(key)
            }
        case "RunInfo":
            let info = try XMLNode.read(&xml, name)
            if info["outcome"] == "Error", let text = info.child("Text")?.text { complaints.append(text) }
        default: break
        }
    }

    private mutating func add(_ node: XMLNode) {
        countInner(node)
        let error = node.child("Output")?.child("ErrorInfo")
        let status = tests.status(node["outcome"], in: Self.outcomes)
        let said = TestMessage.joined(error?.child("Message")?.text, error?.child("StackTrace")?.text)
        let output = node.child("Output")?.child("StdOut")?.text ?? ""
        tests.add(
            TestCase(
                className: node["testId"].flatMap { classes[$0] },
                name: node["testName"] ?? "",
                status: status,
                seconds: node["duration"].flatMap { ClockTime.seconds($0) },
                // Where the framework says nothing, what the test wrote does.
                message: said ?? (status == .failed || status == .error ? TestMessage.ofOutput(output) : nil)
            )
        )
    }

    private mutating func countInner(_ node: XMLNode) {
        for result in node.child("InnerResults")?.children ?? [] {
            inner += 1
            if let status = result["outcome"].flatMap({ Self.outcomes[$0] }), status == .failed || status == .error {
                badInner += 1
            }
            countInner(result)
        }
    }

    mutating func report(into report: inout Report) {
        let tally = tests.tally
        tests.check("tests", declared: counters["total"], tally.total, tally.total + inner, tally.executed)
        if inner == 0 {
            tests.check("passed tests", declared: counters["passed"], tally.passed)
        }
        let declared = Self.bad.compactMap { counters[$0] }.map { min(max(0, $0), 1_000_000_000) }
        if !declared.isEmpty {
            tests.declareFailed(declared.reduce(0, +), listed: tests.bad, tally.failed, tests.bad + badInner)
        }
        if let outcome, ["Failed", "Error", "Aborted", "Timeout", "Disconnected"].contains(outcome) {
            let complaint = complaints.first.map { ": \(Text.clean($0, limit: 200))" } ?? ""
            tests.runFailed("the run's outcome is \(outcome)\(complaint)")
        }
        tests.finish(into: &report)
    }
}

/// A span of time as .NET writes it: `00:00:01.5`, with days as `1.02:00:00`.
enum ClockTime {
    static func seconds(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { seconds(Bytes($0).trimmed()) }
    }

    private static func seconds(_ bytes: Bytes) -> Double? {
        let fields = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        let hours = fields[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let minutes = Bytes(rebasing: fields[1]).parseInt(), minutes >= 0, hours.count <= 2,
            let seconds = Bytes(rebasing: fields[2]).parseDouble(), seconds >= 0
        else { return nil }
        let whole = hours.map { Bytes(rebasing: $0).parseInt() }
        guard let last = whole.last, let last, last >= 0, let first = whole.first, let first, first >= 0 else {
            return nil
        }
        let days = whole.count == 2 ? first : 0
        return Double(days) * 86_400 + Double(last) * 3_600 + Double(minutes) * 60 + seconds
    }
}
