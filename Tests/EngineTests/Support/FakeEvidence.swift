import Core
import Engine
import Synchronization

/// One report for each pattern of a step that ran, named for its glob, good and empty.
struct FakeCollector: EvidenceCollector {
    func prepare(_ step: Step, attempt: Int, isPartial: Bool) async {}

    func collect(for step: Step, tries: Int) async -> [Report] {
        guard tries > 0 else { return [] }
        return step.reports.map { pattern in
            var report = Report(path: pattern.glob, format: "junit")
            report.step = step.name
            return report
        }
    }
}

/// Answers with the same verdict whatever it is asked, and keeps what it was shown.
final class FakeJudge: GateJudge {
    struct Question: Sendable, Equatable {
        var selection: Step.GateSelection
        var reports: [String]
        var steps: [String]
    }

    private let answer: RunVerdict
    private let state = Mutex<[Question]>([])

    var questions: [Question] { state.withLock { $0 } }

    init(_ answer: RunVerdict) { self.answer = answer }

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        let question = Question(selection: selection, reports: reports.map(\.path), steps: steps.map(\.name))
        state.withLock { $0.append(question) }
        return answer
    }
}
