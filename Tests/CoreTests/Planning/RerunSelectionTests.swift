import Core
import Criteria
import Testing

@Suite("What is run again")
struct RerunSelectionTests {
    @Test("what failed, what was stopped and what never started is; what passed and what nobody wanted is not")
    func failed() throws {
        let project = Sample.project(
            [Sample.stage("all", ["pass", "fail", "stop", "blocked", "tests", "never", "unwanted", "found"])]
        )
        let plan = try Plan.make(project: project, context: Sample.context())
        func record(_ name: String, _ outcome: StepOutcome, condition: String? = nil) -> StepRecord {
            StepRecord(name: name, stage: "all", kind: .unit, outcome: outcome, condition: condition)
        }
        var report = Report(path: "junit.xml", format: "junit")
        report.step = "tests"
        report.tests = TestResults(tally: TestTally(passed: 1, failed: 1))
        let summary = RunSummary(
            steps: [
                record("pass", .passed(tries: 2)), record("fail", .failed(.exit(code: 1), tries: 1)),
                record("stop", .cancelled(reason: "x")), record("blocked", .skipped(reason: "stage x failed")),
                record("tests", .passed(tries: 1)), record("unwanted", .skipped(reason: "no"), condition: "false"),
                record("found", .found(code: 1, tries: 1)),
            ],
            reports: [report]
        )
        #expect(RerunSelection.failed(plan, summary) == ["fail", "stop", "blocked", "tests", "never"])
    }
}
