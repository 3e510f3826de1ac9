import Core
import Testing

@Suite("A run as its events tell it")
struct RunFoldTests {
    private let context = RunContext(
        id: "20261122-150405-a1b2",
        machine: Machine(cores: 2, memoryBytes: 1e9, system: "Linux"),
        started: 10
    )

    private func recorded(_ events: [(RunEvent, Double)]) -> [RecordedEvent] {
        events.enumerated().map { RecordedEvent(run: context.id, sequence: $0, time: $1.1, event: $1.0) }
    }

    private var events: [(RunEvent, Double)] {
        let attempt = AttemptRecord(number: 1, outcome: .passed, started: 10, seconds: 2, log: "logs/a-1.log")
        let record = StepRecord(name: "a", stage: "s", kind: .unit, outcome: .passed(tries: 1), attempts: [attempt])
        return [
            (.runStarted(context, stages: 1, steps: 3), 10), (.attemptStarted(step: "a", number: 1, processID: 7), 10),
            (.attemptEnded(step: "a", attempt), 12),
            (.reportCollected(step: "a", path: "r.xml", format: "junit", status: .ok, messages: []), 12),
            (.stepEnded(record), 12), (.attemptStarted(step: "b", number: 1, processID: 8), 13),
            (.stepSlow(step: "b", seconds: 60), 73),
        ]
    }

    @Test("of a killed run the steps that ended and the one that ran are known, and that it did not end")
    func killed() throws {
        let summary = try #require(RunSummary(events: recorded(events), isRunning: false))
        #expect(summary.steps.map(\.name) == ["a", "b"])
        #expect(summary.steps[0].outcome == .passed(tries: 1))
        #expect(summary.steps[1].outcome == .cancelled(reason: "the run ended before it did"))
        #expect(summary.steps[1].attempts.map(\.seconds) == [60])
        #expect(summary.reports.map(\.path) == ["r.xml"])
        #expect(summary.seconds == 63)
        #expect(summary.verdict?.problems.map(\.title) == ["the run did not end"])
        #expect(summary.exitCode == .infrastructure)
    }

    @Test("a run that is under way has no verdict yet")
    func running() throws {
        let summary = try #require(RunSummary(events: recorded(events), isRunning: true))
        #expect(summary.verdict?.overall == .notEvaluated)
        #expect(summary.verdict?.problems.first?.detail == "1 of 3 steps had ended, 1 ran, 1 had not started")
    }

    @Test("a run whose summary was lost after its end is told as that")
    func lost() throws {
        let ended = events + [(.runEnded(verdict: .pass, seconds: 63), 80)]
        let summary = try #require(RunSummary(events: recorded(ended), isRunning: false))
        #expect(summary.verdict?.problems.map(\.title) == ["the run has no summary"])
        #expect(RunSummary(events: [], isRunning: false) == nil)
    }
}
