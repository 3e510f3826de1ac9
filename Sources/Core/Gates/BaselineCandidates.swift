import Criteria

/// Which runs of the history may serve the criteria of a run as baselines: few, as each is read and measured anew.
package enum BaselineCandidates {
    /// Runs that are read beyond those asked for, as one that did not measure what is asked about is passed over.
    private static let spare = 3
    /// The median of all runs is that of so many of the newest.
    private static let performanceRuns = 20

    /// The ids, newest first; empty where no criterion looks back.
    ///
    /// `runs`: of the history, newest first.
    /// `context`: of the run that is judged.
    package static func ids(
        of runs: [HistoricRun],
        gates: [Gate],
        context: RunContext?,
        family: BranchFamily
    ) -> [String] {
        let criteria = gates.flatMap { gate in
            gate.criteria.filter(\.comparesWithEarlierRuns).map { criterion in
                let definition = Catalogue.definition(of: gate.id, path: criterion.path)
                return (criterion, dependsOnMachine: definition?.dependsOnMachine ?? false)
            }
        }
        guard !criteria.isEmpty else { return [] }
        let eligible = runs.filter { run in
            run.id != context?.id && run.started <= context?.started ?? .infinity && isEligible(run)
        }
        let machine = context.map { MachineClass($0.machine).description }
        let isChange = context?.isChange ?? false
        var wanted: Set<String> = []
        for (criterion, dependsOnMachine) in criteria {
            if case .pinned(let id)? = criterion.qualifiers.baseline?.runs {
                wanted.insert(id)
                continue
            }
            let own = comparable(eligible, criterion.qualifiers.baseline, family, isChange: isChange)
            let number = criterion.qualifiers.baseline?.runs.number
            if dependsOnMachine {
                let same = own.filter { $0.machine == machine }
                let count = number.map { $0 + spare } ?? performanceRuns
                wanted.formUnion((same.isEmpty ? own : same).prefix(count).map(\.id))
            } else {
                let count = (number ?? 1) + spare
                let protected = own.filter { $0.branch == family.protected }
                let base = own.filter { family.base != nil && $0.commit == family.base }
                wanted.formUnion([own, protected, base].flatMap { $0.prefix(count) }.map(\.id))
            }
        }
        return eligible.map(\.id).filter(wanted.contains)
    }

    private static func isEligible(_ run: HistoricRun) -> Bool {
        guard !run.interrupted, !run.isRepair else { return false }
        return switch run.verdict {
        case .pass, .warn, .waived: true
        case .inconclusive: run.isSeeded
        default: false
        }
    }

    /// The runs of the branches that a criterion compares with; what ran a proposed change is nobody else's baseline.
    private static func comparable(
        _ runs: [HistoricRun],
        _ choice: BaselineChoice?,
        _ family: BranchFamily,
        isChange: Bool
    ) -> [HistoricRun] {
        runs.filter { run in
            if run.isChange, !(isChange && run.branch == family.branch) { return false }
            if let branch = choice?.branch { return run.branch == branch }
            return family.includes(
                BaselineRun(id: run.id, branch: run.branch, commit: run.commit, started: run.started)
            )
        }
    }
}

extension BaselineChoice.Runs {
    /// How many runs are asked for by number; nil where the metric decides.
    fileprivate var number: Int? {
        switch self {
        case .medianOf(let count): count
        case .lastPassed, .pinned: 1
        case .usual: nil
        }
    }
}
