/// A run that was given as a baseline: what it is, why it does not count, and what it measured.
package struct EarlierRun: Sendable {
    package var run: BaselineRun
    package var machine: Machine
    /// Why it serves no criterion at all; nil where it may.
    package var objection: String?
    package var evidence: Evidence
    /// Whether it ran a proposed change: whatever its branch is called, it is no run of the protected one.
    var isChange = false

    init(run: BaselineRun, machine: Machine, objection: String?, evidence: Evidence) {
        self.run = run
        self.machine = machine
        self.objection = objection
        self.evidence = evidence
    }

    /// Why the run teaches nothing, by its verdict; nil where it does.
    ///
    /// The first verdict counts: gates that somebody judged the run by later say nothing of it. A seeded run may lack
    /// baselines and nothing else.
    static func objection(to summary: RunSummary) -> String? {
        if summary.interrupted { return "it was interrupted" }
        if summary.context?.isRepair == true { return "it only tried a repair" }
        guard let verdict = summary.firstVerdict ?? summary.verdict.map(FirstVerdict.init) else {
            return "no gate has judged it"
        }
        switch verdict.overall {
        case .pass, .warn, .waived: return nil
        case .inconclusive where verdict.lacksOnlyBaselines:
            return summary.seed == nil ? "it had no baseline itself and was not seeded" : nil
        case .fail: return "it failed"
        case .error: return "its evidence was broken"
        case .inconclusive: return "it was inconclusive"
        case .notEvaluated, .notApplicable: return "not all was measured in it"
        }
    }
}
