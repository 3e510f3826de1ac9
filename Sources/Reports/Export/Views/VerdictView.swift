import Core

/// The verdict, why, and the steps: what a short report tells, without a look at the evidence.
struct VerdictView {
    var headline: Headline
    var banners: [String]
    /// What a reader has to know of the tests that passed: which of them did so at a later try only.
    var testNotes: [String]
    var gates: [GateView]
    var steps: [StepView]

    init(_ summary: RunSummary, _ options: ReportOptions) {
        gates = (summary.verdict?.gates ?? []).map(GateView.init)
        testNotes = (summary.verdict?.tests?.measurements ?? []).flatMap(\.notes).map { CleanText.line($0) }
        headline = Headline(summary, gates: gates)
        banners = summary.banners.map { CleanText.line($0) }
        if let seed = summary.seed { banners.append(BaselineWords.banner(seed)) }
        steps = summary.steps.map(StepView.init).map { step in
            guard let folder = options.runFolder, let log = step.log else { return step }
            var located = step
            located.log = "\(folder)/\(log)"
            return located
        }
    }
}
