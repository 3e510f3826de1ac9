import Core
import Reports
import Scanning
import Testing

@Suite("Tests in the forms of others")
struct TestExchangeTests {
    /// A run with one test of each kind, a flaky one among them, and its past tries.
    private var summary: RunSummary {
        var first = Report(path: "r/junit.xml", format: "junit")
        first.labels = [Report.tryLabel: "1"]
        first.tests = TestResults(
            tally: TestTally(passed: 1, failed: 2),
            cases: [
                TestCase(suite: "s", className: "Cart", name: "adds", status: .failed, message: "first & <worst>"),
                TestCase(suite: "s", className: "Cart", name: "pays", status: .failed, seconds: 1.5, message: "a\nb"),
            ]
        )
        var second = first
        second.labels = [Report.tryLabel: "2"]
        second.tests = TestResults(
            tally: TestTally(passed: 1, failed: 1, skipped: 1),
            cases: [
                TestCase(suite: "s", className: "Cart", name: "pays", status: .failed, message: "again"),
                TestCase(suite: "s", className: "Cart", name: "waits", status: .skipped, message: "no net"),
            ],
            passed: [TestCase(suite: "s", className: "Cart", name: "adds", status: .passed).identity]
        )
        return RunSummary(reports: [first, second])
    }

    private let details = RunDetails(tests: [
        TestObservation(
            key: TestKey(suite: "s", className: "Cart", name: "adds"),
            outcome: .flaky,
            seconds: 0.5,
            message: "first"
        ),
        TestObservation(key: TestKey(suite: "s", className: "Cart", name: "empties"), outcome: .passed, seconds: 0.25),
    ])

    private func junit(_ retries: RetryForm) -> Report {
        let bytes = JUnitReport.bytes(summary, details: details, retries: retries)
        return bytes.withUnsafeBytes { ReportReader.read(Bytes($0.bindMemory(to: UInt8.self)), path: "junit.xml") }
    }

    @Test("JUnit XML has every test once, those that simply passed too, and Assay reads it back")
    func junit() throws {
        let report = junit(.decided)
        #expect(report.status == .ok, "\(report.messages)")
        let tests = try #require(report.tests)
        #expect(tests.tally.total == 4)
        #expect(tests.tally.failed == 1 && tests.tally.skipped == 1 && tests.tally.passed == 2)
        #expect(tests.tally.flaky == 0)
    }

    @Test("as Surefire writes them, failed tries stand beside what decided, and the test reads as flaky")
    func surefire() throws {
        let tests = try #require(junit(.surefire).tests)
        #expect(tests.tally.total == 4)
        #expect(tests.tally.flaky == 1)
        let text = String(decoding: JUnitReport.bytes(summary, details: details, retries: .surefire), as: UTF8.self)
        #expect(text.contains("<flakyFailure message=\"first &amp; &lt;worst&gt;\">"))
        #expect(text.contains("<rerunFailure message=\"a\">a&#10;b</rerunFailure>"))
    }

    @Test("as duplicates, every try is a case of its own, the one that decided last")
    func duplicates() {
        let text = String(decoding: JUnitReport.bytes(summary, details: details, retries: .duplicates), as: UTF8.self)
        #expect(text.contains("tests=\"6\" failures=\"3\""))
        #expect(text.components(of: "name=\"adds\"") == 2)
    }

    @Test("CTRF has the members that its schema requires, whole milliseconds and its five words")
    func ctrf() throws {
        let json = try JSON(parsing: CTRFReport.bytes(summary, details: details))
        #expect(json["reportFormat"]?.string == "CTRF")
        #expect(json["results"]?["summary"]?["failed"]?.int == 1)
        #expect(json["results"]?["summary"]?["flaky"]?.int == 1)
        let tests = try #require(json["results"]?["tests"]?.array)
        #expect(tests.count == 4)
        #expect(tests.allSatisfy { ["passed", "failed", "skipped"].contains($0["status"]?.string) })
        #expect(tests.allSatisfy { $0["duration"]?.int != nil })
        #expect(tests.first { $0["name"]?.string == "empties" }?["duration"]?.int == 250)
    }

    @Test("names of strangers stay text, and what XML forbids is gone")
    func hostile() {
        var report = Report(path: "x.xml", format: "junit")
        let name = "]]><x/>\u{0}\u{FFFE}\u{1B}[31m\"'&"
        report.tests = TestResults(
            tally: TestTally(failed: 1),
            cases: [TestCase(suite: name, name: name, status: .failed, message: name)]
        )
        let bytes = JUnitReport.bytes(RunSummary(reports: [report]))
        let read = bytes.withUnsafeBytes { ReportReader.read(Bytes($0.bindMemory(to: UInt8.self)), path: "junit.xml") }
        #expect(read.status == .ok, "\(read.messages)")
        #expect(read.tests?.tally.failed == 1)
    }

    @Test("a comment fits the limit of a code host, begins with the verdict, and says what it left out")
    func comment() {
        var summary = ExportSample.red
        summary.banners = (0..<400).map { "a remark of some length that every reader must see, number \($0)" }
        var report = Report(path: "many.xml", format: "junit")
        report.tests = TestResults(
            tally: TestTally(failed: 60),
            cases: (0..<60).map {
                TestCase(name: "case \($0)", status: .failed, message: String(repeating: "#@ \($0) ", count: 700))
            }
        )
        summary.reports.append(report)
        let text = String(decoding: CommentReport.bytes(summary, limit: 65_535), as: UTF8.self)
        #expect(text.utf8.count <= 65_535)
        #expect(text.hasPrefix(CommentReport.marker))
        #expect(text.contains("Assay: ❌ fail"))
        #expect(text.contains("left out here"))
        #expect(CommentReport.bytes(summary, limit: 3_000).count <= 3_000)
        #expect(!String(decoding: CommentReport.bytes(ExportSample.red), as: UTF8.self).contains("left out here"))
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
