package import Core

/// A judged run of the commit that is to be released, as far as deployment gates look at it.
package struct RunEvidence: Sendable {
    package var id: String
    /// Seconds since 1970.
    package var started: Double
    /// As it was recorded, and as the gates of today judge it.
    package var verdicts: [RunVerdict]
    package var steps: [StepRecord]
    /// Tests by the step that ran them.
    package var tests: [String: TestTally]
    /// By step, the tests of it that a selection left out; the step itself where it is one piece.
    package var leftOut: [String: [String]] = [:]

    package init(
        id: String,
        started: Double,
        verdicts: [RunVerdict],
        steps: [StepRecord],
        tests: [String: TestTally]
    ) {
        self.id = id
        self.started = started
        self.verdicts = verdicts
        self.steps = steps
        self.tests = tests
    }

    /// Steps that nobody chose to run.
    var unselected: [String] {
        steps.filter { $0.outcome == .skipped(reason: StepOutcome.notSelected) }.map(\.name)
    }
}

/// What was found for one thing that a requirement asks.
package struct Answer: Sendable, Hashable {
    package var verdict: Verdict
    package var detail: String
    /// Whether nothing of the configuration asks for it: running again changes nothing.
    package private(set) var isUnasked = false

    package init(_ verdict: Verdict, _ detail: String) {
        self.verdict = verdict
        self.detail = detail
    }

    static func unasked(_ detail: String) -> Answer {
        var answer = Answer(.notEvaluated, detail)
        answer.isUnasked = true
        return answer
    }
}
