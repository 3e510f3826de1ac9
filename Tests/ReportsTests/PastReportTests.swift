import Core
import Reports
import Testing
import Wire

struct PastReportTests {
    private let run = RunComparison.RunName(id: "20261127-090000-a1b2", commit: "4f1c2a9e01d7")

    private func key(_ name: String) -> TestKey { TestKey(file: "tests/test_a.py", className: "tests.a", name: name) }

    private func change(_ name: String, _ strip: String) -> RunComparison.Change {
        RunComparison.Change(
            key: key(name),
            strip: ResultStrip(signs: strip),
            since: run,
            lastPassed: RunComparison.RunName(id: "20261126-090000-0001", commit: nil),
            message: "expected 3 | got <b>4</b>"
        )
    }

    private var past: RunPast {
        var comparison = RunComparison()
        comparison.previous = run
        comparison.newFailures = (1...30).map { change("test_new_\($0)", "...F") }
        comparison.stillFailing = [change("test_old", ".FFF")]
        comparison.fixed = [change("test_mended", "FF-.")]
        comparison.flaky = [change("test_shaky", ".~s~")]
        comparison.newlySlow = [RunComparison.Slower(key: key("test_slow"), seconds: 4, usual: 1.5)]
        comparison.newTests = [key("test_more")]
        comparison.removedTests = [key("a|b\\c")]
        return RunPast(
            comparison: comparison,
            groups: [
                FailureGroup(signature: "KeyError: <n>", tests: [key("x"), key("y")], oldest: run, owner: "@shop")
            ],
            alerts: [
                RaisedAlert(
                    name: "coverage_drop",
                    severity: "high",
                    condition: "coverage < previous - 5%",
                    values: "coverage is 80%, previous(coverage) is 88%",
                    isOngoing: true
                )
            ],
            quarantined: [key("test_q")],
            remarks: ["a clock ran backwards"]
        )
    }

    @Test("What the past says of a run comes back out of its summary")
    func roundTrip() throws {
        let summary = RunSummary(past: past)
        #expect(try SummaryCodec.decode(SummaryCodec.encode(summary)).past == past)
        #expect(try SummaryCodec.decode(SummaryCodec.encode(RunSummary())).past == nil)
    }

    private func text(_ write: (RunSummary, (([UInt8]) -> Void)) -> Void) -> String {
        var bytes: [UInt8] = []
        write(RunSummary(past: past)) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("The text tells every list with its number; what is cut says of how many")
    func text() {
        let text = text { TextReport.write($0, to: $1) }
        for heading in [
            "New failures since run 20261127-090000-a1b2", "Still failing", "Fixed", "Newly slow", "Alerts",
        ] {
            #expect(text.contains(heading), "\(heading)")
        }
        #expect(text.contains("… and 10 more of 30"))
        #expect(text.contains("[.FFF], since run 20261127-090000-a1b2 (4f1c2a9e01)"))
        #expect(text.contains("coverage_drop (high)"))
        #expect(text.contains("a clock ran backwards"))
    }

    @Test("In Markdown what comes from tests stays text")
    func markdown() {
        let text = text { MarkdownReport.write($0, to: $1) }
        #expect(text.contains("#### New failures since run"))
        #expect(!text.contains("<b>4</b>"))
        #expect(text.contains("KeyError"))
    }
}
