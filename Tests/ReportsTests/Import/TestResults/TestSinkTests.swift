import Core
import Reports
import Synchronization
import Testing

@Suite("Every test case on its way")
struct TestSinkTests {
    /// What a sink takes of a document.
    private func taken(_ text: String, keep: ReadOptions.Keep = .failures) -> (cases: [TestCase], report: Report) {
        let cases = Mutex<[TestCase]>([])
        let options = ReadOptions(keep: keep, sink: { test in cases.withLock { $0.append(test) } })
        let report = Array(text.utf8).withUnsafeBytes { ReportReader.read($0, path: "r", options: options) }
        return (cases.withLock { $0 }, report)
    }

    private static let documents = [
        """
        <testsuite name="s"><testcase classname="C" name="a" file="f.py" time="0.5"/><testcase name="b"><failure message="m"/></testcase>
        <testcase name="c"><skipped/></testcase><testcase name="d"/></testsuite>
        """,
        "1..4\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP\nok 4 - d\n",
        """
        {"results": {"tool": {"name": "t"}, "summary": {}, "tests": [{"name": "a", "status": "passed"},
        {"name": "b", "status": "failed"}, {"name": "c", "status": "skipped"}, {"name": "d", "status": "passed"}]}}
        """,
    ]

    @Test("a sink takes every case in its order, and the report keeps what it keeps without one", arguments: documents)
    func everyCase(document: String) {
        let (cases, report) = taken(document)
        #expect(cases.map(\.name) == ["a", "b", "c", "d"])
        #expect(cases.map(\.status) == [.passed, .failed, .skipped, .passed])
        #expect(report == imported(document, path: "r"))
        #expect(report.tests?.cases.map(\.name) == ["b", "c"])
    }

    @Test("a case that passed comes with suite, class, file, seconds and the number of its try")
    func details() {
        let (cases, _) = taken(
            """
            <testsuite name="s"><testcase classname="C" name="a" file="f.py" line="3" time="0.5"/>
            <testcase name="b"><flakyFailure/><flakyError/></testcase></testsuite>
            """
        )
        #expect(
            cases[0]
                == TestCase(suite: "s", className: "C", name: "a", file: "f.py", line: 3, status: .passed, seconds: 0.5)
        )
        #expect(cases[1].attempt == 3)
        #expect(cases[1].flaky)
    }

    @Test("what is kept stays bounded, however many cases flow past")
    func bounded() {
        let body = String(repeating: "<testcase name='a'><failure message='m'/></testcase>", count: 10_003)
        let (cases, report) = taken("<testsuite>\(body)</testsuite>")
        #expect(cases.count == 10_003)
        #expect(report.tests?.cases.count == 10_000)
    }
}
