import Core
import Testing

@testable import CommandLine

@Suite("What a run shows while it happens")
struct RunViewTests {
    private func view(steps: Int = 10) -> RunView {
        var view = RunView(colour: false)
        let machine = Machine(cores: 2, memoryBytes: 1e9, system: "Linux")
        let context = RunContext(id: "r1", branch: "main", commit: "0123456789abcdef", machine: machine, started: 0)
        #expect(
            view.receive(.runStarted(context, stages: 3, steps: steps), at: 0) == [
                "         Run r1  \(steps) step\(steps == 1 ? "" : "s") in 3 stages, on main at 0123456789"
            ]
        )
        return view
    }

    private func record(_ outcome: StepOutcome, seconds: Double = 1.5, allowFailure: Bool = false) -> StepRecord {
        StepRecord(
            name: "unit",
            stage: "tests",
            kind: .unit,
            allowFailure: allowFailure,
            outcome: outcome,
            attempts: [AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: seconds)]
        )
    }

    @Test(
        "a finished step is one line: the verb, how long it took, how far the run is, and why it did not pass",
        arguments: [
            (StepOutcome.passed(tries: 1), "        PASS [   1.500s] ( 1/10) unit"),
            (.passed(tries: 3), "   FLAKY 3/3 [   1.500s] ( 1/10) unit"),
            (.found(code: 1, tries: 1), "       FOUND [   1.500s] ( 1/10) unit exit code 1, for its gates to judge"),
            (.failed(.exit(code: 2), tries: 1), "        FAIL [   1.500s] ( 1/10) unit failed with exit code 2"),
            (.failed(.signal(9), tries: 1), "        FAIL [   1.500s] ( 1/10) unit was killed by signal 9 (SIGKILL)"),
            (.failed(.timeout(.seconds(300)), tries: 1), "     TIMEOUT [   1.500s] ( 1/10) unit after 5m"),
            (
                .failed(.infrastructure("no such command"), tries: 1),
                "       ERROR [   1.500s] ( 1/10) unit: no such command"
            ),
            (.failed(.gates(.fail), tries: 1), "        GATE [   1.500s] ( 1/10) unit: fail"),
            (
                .cancelled(reason: "critical step \"a\" failed"),
                "   CANCELLED [         ] ( 1/10) unit: critical step \"a\" failed"
            ),
            (.skipped(reason: "condition"), "        SKIP [         ] ( 1/10) unit: condition"),
        ] as [(StepOutcome, String)]
    )
    func stepLines(outcome: StepOutcome, line: String) {
        var view = view()
        #expect(view.receive(.stepEnded(record(outcome)), at: 2) == [line])
    }

    @Test("steps that --only did not name are passed over in silence")
    func unselected() {
        var view = view()
        #expect(view.receive(.stepEnded(record(.skipped(reason: PlannedStep.notSelected))), at: 1).isEmpty)
        #expect(view.done == 1)
    }

    @Test("at most eight running steps are shown, and the rest is counted")
    func rows() {
        var view = view(steps: 20)
        for number in 1...11 {
            _ = view.receive(.attemptStarted(step: "s\(number)", number: 1, processID: nil), at: 0)
        }
        let rows = view.rows(at: 3, width: 80)
        #expect(rows.count == 10)
        #expect(rows[0].hasSuffix("0/20"))
        #expect(rows[1].contains("3.000s s1"))
        #expect(rows[9].hasSuffix("and 3 more"))
        #expect(view.rows(at: 3, width: 24).allSatisfy { $0.count < 24 })
    }

    @Test("what a step leaves behind and a broken report are said at once")
    func remarks() {
        var view = view()
        let leaking = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 1, leaked: 2)
        #expect(
            view.receive(.attemptEnded(step: "unit", leaking), at: 1) == [
                "        LEAK unit left 2 processes behind, killed"
            ]
        )
        let event = RunEvent.reportCollected(
            step: "unit",
            path: "r.xml",
            format: "junit",
            status: .error,
            messages: [ReportMessage(.error, "the file is empty")]
        )
        #expect(view.receive(event, at: 1) == ["    EVIDENCE r.xml (junit): the file is empty"])
    }

    @Test("seconds are nine characters wide and never trap", arguments: [0, 0.0004, 59.9996, 100_000, .nan, -1, 1e300])
    func seconds(value: Double) {
        #expect(RunView.seconds(value).count >= 9)
    }
}
