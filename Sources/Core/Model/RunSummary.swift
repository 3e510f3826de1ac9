/// All that is known of a run once it has ended, or of report files gathered by hand: what every report is made from.
package struct RunSummary: Sendable, Equatable {
    /// nil when report files were aggregated without a run.
    package var context: RunContext?
    package var steps: [StepRecord]
    package var reports: [Report]
    /// nil when no gates have been judged yet.
    package var verdict: RunVerdict?
    /// What the first judging of the run came to, where it was judged again: that decides whether it serves as a baseline.
    package var firstVerdict: FirstVerdict?
    package var seconds: Double
    package var interrupted: Bool
    /// Remarks that every reader of a report must see, such as "this change edits its own gates".
    package var banners: [String]
    /// Set where a person made the run a baseline: `--seed-baseline`.
    package var seed: BaselineSeed?
    /// The coverage that the verdict rests on; nil where no gate has judged.
    package var coverage: CoverageSummary?
    /// What the history says of the run; nil where it was not asked.
    package var past: RunPast?
    /// Which slice of a run on several machines it was; nil for a whole run.
    package var slice: SliceRecord?
    /// What ran beside the steps, in the order in which it was ready.
    package var services: [ServiceRecord] = []
    /// What was left out because the change does not need it; nil where nobody asked.
    package var selection: SelectionRecord?
    /// Reports of earlier runs that stand for what was left out: the verdict rests on them too, and nothing else counts them.
    package var carried: [Report] = []

    package init(
        context: RunContext? = nil,
        steps: [StepRecord] = [],
        reports: [Report] = [],
        verdict: RunVerdict? = nil,
        seconds: Double = 0,
        interrupted: Bool = false,
        banners: [String] = [],
        seed: BaselineSeed? = nil,
        firstVerdict: FirstVerdict? = nil,
        coverage: CoverageSummary? = nil,
        past: RunPast? = nil
    ) {
        self.context = context
        self.steps = steps
        self.reports = reports
        self.verdict = verdict
        self.seconds = seconds
        self.interrupted = interrupted
        self.banners = banners
        self.seed = seed
        self.firstVerdict = firstVerdict
        self.coverage = coverage
        self.past = past
    }

    /// What the process says to the shell; nothing judged counts as nothing evaluated.
    package var exitCode: ExitCode {
        interrupted ? .cancelled : ExitCode(for: verdict?.overall ?? .notEvaluated)
    }
}

/// What is kept of a verdict that another one has taken the place of.
package struct FirstVerdict: Sendable, Hashable {
    package var overall: Verdict
    /// Whether nothing held the run back but criteria that had nothing to compare with.
    package var lacksOnlyBaselines: Bool

    package init(overall: Verdict, lacksOnlyBaselines: Bool) {
        self.overall = overall
        self.lacksOnlyBaselines = lacksOnlyBaselines
    }

    package init(_ verdict: RunVerdict) {
        self.init(overall: verdict.overall, lacksOnlyBaselines: verdict.lacksOnlyBaselines)
    }
}

extension RunSummary {
    /// Takes a new verdict; the first one is not forgotten.
    package mutating func judge(again verdict: RunVerdict) {
        firstVerdict = firstVerdict ?? self.verdict.map(FirstVerdict.init)
        self.verdict = verdict
    }
}

extension RunVerdict {
    /// Whether nothing holds the run back but criteria that had nothing to compare with.
    package var lacksOnlyBaselines: Bool {
        guard overall == .inconclusive, !problems.contains(where: \.verdict.blocks) else { return false }
        return gates.filter(\.verdict.blocks).allSatisfy { gate in
            !gate.criteria.isEmpty
                && gate.criteria.filter(\.verdict.blocks).allSatisfy { criterion in
                    !criterion.cells.isEmpty
                        && criterion.cells.allSatisfy { cell in
                            if case .noBaseline = cell.judgement { true } else { !cell.judgement.verdict.blocks }
                        }
                }
        }
    }
}
