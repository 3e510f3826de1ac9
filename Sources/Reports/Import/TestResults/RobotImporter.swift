package import Core
package import Scanning

/// `output.xml` of Robot Framework.
package enum RobotImporter: Importer {
    package static let format = FormatDescription(id: "robot", title: "Robot Framework output.xml", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "robot" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var run = RobotRun(tests: TestCollector(options, bytes, Self.self))
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _): try run.start(&xml, name)
            case .end(let name):
                if xml.localName(name).equals("suite") { run.suites.removeLast(min(1, run.suites.count)) }
            case .eof: break scan
            default: break
            }
        }
        run.report(into: &report)
    }
}

private struct RobotRun {
    static let words: [String: TestCase.Status] = [
        "PASS": .passed, "FAIL": .failed, "SKIP": .skipped, "NOT RUN": .skipped, "NOT_RUN": .skipped,
    ]

    var tests: TestCollector
    /// Names and files of the open suites; empty ones for the suites of the statistics.
    var suites: [(name: String, file: String?)] = []
    private var declared: (passed: Int?, failed: Int?)

    init(tests: TestCollector) { self.tests = tests }

    mutating func start(_ xml: inout XMLScanner, _ name: ByteRange) throws(ScanError) {
        switch xml.localName(name) {
        case "suite":
            let title = Text.clean(xml.string("name") ?? "", limit: 1_024)
            let file = xml.string("source").map { SourcePath.normalised(Text.clean($0, limit: 1_024)) }
            suites.append((title, file))
        case "test": try test(&xml)
        case "kw": try xml.skipElement()
        case "stat":
            let (passed, failed) = (xml.integer("pass"), xml.integer("fail"))
            if try xml.readText(limit: 64) == "All Tests" { declared = (passed, failed) }
        default: break
        }
    }

    /// The status that is the test's own is its direct child; keywords have theirs.
    private mutating func test(_ xml: inout XMLScanner) throws(ScanError) {
        let depth = xml.depth
        let name = Text.clean(xml.string("name") ?? "", limit: 1_024)
        let line = xml.integer("line")
        var status: XMLNode?
        reading: while true {
            switch try xml.nextTag() {
            case .start(let inner, _):
                if xml.localName(inner).equals("status") {
                    status = try XMLNode.read(&xml, inner)
                } else {
                    try xml.skipElement()
                }
            case .end where xml.depth < depth: break reading
            case .eof: break reading
            default: break
            }
        }
        tests.add(
            TestCase(
                suite: suites.last?.name,
                className: suites.map(\.name).joined(separator: "."),
                name: name,
                file: suites.last?.file,
                line: line,
                status: tests.status(status?["status"], in: Self.words),
                seconds: status.flatMap { Self.seconds($0) },
                message: TestMessage.joined(status?.text)
            )
        )
    }

    /// `elapsed` since version 7, before that the times of begin and end: `20210319 11:34:50.085`.
    private static func seconds(_ status: XMLNode) -> Double? {
        if let elapsed = status.double("elapsed") { return elapsed }
        guard let start = status["starttime"]?.split(separator: " "),
            let end = status["endtime"]?.split(separator: " "),
            start.count == 2, end.count == 2, let from = ClockTime.seconds(String(start[1])),
            let to = ClockTime.seconds(String(end[1]))
        else { return nil }
        if start[0] == end[0] { return to >= from ? to - from : nil }
        // Past midnight; more than one night is not told from one.
        return to < from ? to - from + 86_400 : nil
    }

    mutating func report(into report: inout Report) {
        let tally = tests.tally
        if let passed = declared.passed, let failed = declared.failed, passed >= 0, failed >= 0 {
            let (total, overflow) = passed.addingReportingOverflow(failed)
            if !overflow { tests.check("tests", declared: total, tally.executed) }
            tests.declareFailed(failed, listed: tests.bad)
        }
        tests.finish(into: &report)
    }
}
