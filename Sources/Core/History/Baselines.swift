import Criteria

/// The earlier runs that criteria may compare with, as they were given: those that do not count say why.
package struct Baselines: Sendable {
    /// Newest first, each run once.
    package private(set) var runs: [EarlierRun] = []
    package private(set) var family = BranchFamily()
    /// The machine of the run that is judged; nil where it is not known.
    private var machine: Machine?
    /// Whether the run that is judged is of a proposed change.
    private var isChange = false

    /// A run of another time, read from its summary.
    package struct Given: Sendable {
        package var summary: RunSummary
        /// The project's files at the run's commit; empty where they are not known.
        package var files: [String]

        package init(_ summary: RunSummary, files: [String] = []) {
            self.summary = summary
            self.files = files
        }
    }

    /// None.
    package init() {}

    /// `context` is of the run that is judged; where no gate asks for earlier coverage, none is kept.
    package init(
        _ given: [Given],
        for context: RunContext?,
        family: BranchFamily,
        project: Project
    ) {
        self.family = family
        machine = context?.machine
        isChange = context?.isChange ?? false
        let asksCoverage = project.gates.contains { gate in
            gate.id == .coverage && gate.criteria.contains(where: \.comparesWithEarlierRuns)
        }
        var seen: Set<String> = context.map { [$0.id] } ?? []
        for entry in given {
            guard let own = entry.summary.context, seen.insert(own.id).inserted else {
                if entry.summary.context == nil { runs.append(Self.unknown(entry.summary, project)) }
                continue
            }
            var run = Self.run(entry, own, project, coverage: asksCoverage)
            run.isChange = own.isChange
            if let context, own.started > context.started { run.objection = "it started after this run" }
            runs.append(run)
        }
        runs.sort { ($0.run.started, $0.run.id) > ($1.run.started, $1.run.id) }
    }

    private static func run(
        _ given: Given,
        _ context: RunContext,
        _ project: Project,
        coverage: Bool
    ) -> EarlierRun {
        let summary = given.summary
        let objection = EarlierRun.objection(to: summary)
        var reports = objection == nil ? summary.reports : []
        // Merging coverage is most of the work, and few criteria look back at it.
        if !coverage { for index in reports.indices { reports[index].coverage = nil } }
        let run = BaselineRun(
            id: context.id,
            branch: context.branch,
            commit: context.commit,
            started: context.started,
            seed: summary.seed
        )
        let short = summary.steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        var surroundings = Surroundings(
            projectFiles: given.files,
            underProvisioned: Dictionary(short) { first, _ in first },
            commit: context.commit,
            now: context.started,
            machine: context.machine
        )
        surroundings.isEarlier = true
        return EarlierRun(
            run: run,
            machine: context.machine,
            objection: objection,
            evidence: Evidence(reports: reports, project: project, surroundings: surroundings)
        )
    }

    private static func unknown(_ summary: RunSummary, _ project: Project) -> EarlierRun {
        EarlierRun(
            run: BaselineRun(id: "without an id", started: 0),
            machine: Machine(cores: 0, memoryBytes: 0, system: ""),
            objection: "it does not say which branch and machine it is of",
            evidence: Evidence(reports: [], project: project)
        )
    }

    /// Why a run does not serve a criterion; nil where it does.
    func objection(to run: EarlierRun, _ choice: BaselineChoice?, sameMachine: Bool) -> String? {
        if let objection = run.objection { return objection }
        switch choice {
        case .some(let choice) where choice.isPinned: break
        case _ where run.isChange && !(isChange && run.run.branch == family.branch):
            return "it ran a proposed change"
        case .some(let choice) where choice.branch != nil:
            if run.run.branch != choice.branch { return Self.otherBranch(run) }
        default:
            if !family.includes(run.run) { return Self.otherBranch(run) }
        }
        guard sameMachine else { return nil }
        guard let machine else { return "this run does not say which machine it is of" }
        let other = MachineClass(run.machine)
        return MachineClass(machine).includes(other) ? nil : "it ran on another machine (\(other))"
    }

    private static func otherBranch(_ run: EarlierRun) -> String {
        run.run.branch.map { "it is of branch \($0)" } ?? "it is of no known branch"
    }
}

extension BaselineChoice {
    var isPinned: Bool { if case .pinned = runs { true } else { false } }
}

extension Criterion {
    /// Whether the verdict rests on runs before this one.
    package var comparesWithEarlierRuns: Bool {
        metric == .worsening || expression?.references.contains { $0.moment != .current } ?? false
    }
}
