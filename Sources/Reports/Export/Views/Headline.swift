import Core

/// The answer to "why is this red?": the verdict, a sentence, the top reasons and what to do next.
struct Headline {
    struct Reason {
        var verdict: Verdict
        var subject: String
        /// Stands outside the gates: a failed step or test, a broken report.
        var isProblem = false
        /// The step that a problem is about.
        var step: String?
        var finding: String
        /// Where to look: the first offender, else where the criterion is written.
        var place: String?
        var remedy: String?
    }

    var verdict: Verdict
    var exitCode: ExitCode
    var sentence: String
    /// `2 fail · 1 not evaluated · 14 pass`, criteria of all gates.
    var tally: String
    /// Worst first; failed steps before criteria of the same verdict, since they are often the cause.
    var reasons: [Reason]
    /// The first reason's remedy.
    var next: String?

    init(_ summary: RunSummary, gates: [GateView]) {
        verdict = summary.verdict?.overall ?? .notEvaluated
        exitCode = summary.interrupted ? .cancelled : ExitCode(for: verdict)
        sentence = Self.sentence(verdict, of: summary.verdict)
        if verdict == .pass, !summary.carried.isEmpty {
            sentence = "All that was asked for was measured, some of it in an earlier run, and holds."
        }
        if summary.interrupted { sentence = "The run was interrupted. " + sentence }
        tally = Self.tally(gates)
        var found = (summary.verdict?.problems ?? []).map { problem in
            Reason(
                verdict: problem.verdict,
                subject: CleanText.line(problem.title),
                isProblem: true,
                step: problem.step.map { CleanText.line($0) },
                finding: problem.detail.map { CleanText.line($0) } ?? "",
                remedy: problem.remedy.map { CleanText.line($0) }
            )
        }
        if summary.verdict == nil {
            found += summary.steps.map(StepView.init).filter { $0.status == .failed && !$0.allowFailure }.map {
                Reason(verdict: .fail, subject: "step \($0.name) failed", finding: $0.detail)
            }
        }
        for gate in gates {
            for criterion in gate.criteria
            where criterion.verdict.blocks || [.warn, .waived].contains(criterion.verdict) {
                found.append(Self.reason(criterion, gate))
            }
            if gate.criteria.isEmpty {
                let subject = "\(gate.id.rawValue) has no criteria"
                found.append(Reason(verdict: gate.verdict, subject: subject, finding: "nothing was asked for"))
            }
        }
        reasons = Verdict.allCases.reversed().flatMap { word in found.filter { $0.verdict == word } }
        next = reasons.lazy.compactMap(\.remedy).first
    }

    private static func reason(_ criterion: CriterionView, _ gate: GateView) -> Reason {
        let measured = criterion.worst?.values.isEmpty == false
        let asked = measured && criterion.worst?.reason == nil ? ", and `\(criterion.written)` is asked for" : ""
        return Reason(
            verdict: gate.blocking || !criterion.verdict.blocks ? criterion.verdict : .warn,
            subject: "\(gate.id.rawValue).\(criterion.path)",
            finding: criterion.finding + asked,
            place: criterion.offenders.lazy.compactMap(\.place).first ?? criterion.place,
            remedy: criterion.remedy
        )
    }

    private static func sentence(_ verdict: Verdict, of judged: RunVerdict?) -> String {
        guard let judged else {
            return "No gate has judged this yet: it says what was measured, not whether that is enough."
        }
        return switch verdict {
        case .pass: "All that was asked for was measured, and holds."
        case .waived: "What fails is covered by waivers that are in force."
        case .warn: "Nothing holds this change back; something advisory does not hold."
        case .fail where isMeasured(judged): "Measured, and not good enough."
        case .fail: "Something failed, and nothing was measured."
        case .error: "Evidence is broken or missing, so that this cannot be called good."
        case .inconclusive: "Measured, but too little to decide."
        case .notEvaluated, .notApplicable: "What was asked for was not measured, and unmeasured is not green."
        }
    }

    /// Whether any figure stands behind the verdict.
    private static func isMeasured(_ verdict: RunVerdict) -> Bool {
        let judgements = verdict.gates.flatMap(\.criteria).flatMap(\.cells).map(\.judgement)
        return (judgements + [verdict.tests].compactMap(\.self)).contains { !$0.measurements.isEmpty }
    }

    private static func tally(_ gates: [GateView]) -> String {
        let verdicts = gates.flatMap { $0.criteria.map(\.verdict) }
        return Verdict.allCases.reversed().compactMap { word in
            let count = verdicts.filter { $0 == word }.count
            return count == 0 ? nil : "\(count) \(Display.word(word))"
        }.joined(separator: " · ")
    }
}
