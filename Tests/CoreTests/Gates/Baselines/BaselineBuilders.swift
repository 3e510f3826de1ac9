import Core
import Criteria

extension Given {
    static let machine = Machine(cores: 4, memoryBytes: 8e9, system: "Linux 6.1.0 x86_64")

    static func context(
        _ id: String,
        branch: String? = "main",
        commit: String? = nil,
        started: Double = 1_000,
        machine: Machine = Given.machine
    ) -> RunContext {
        RunContext(id: id, branch: branch, commit: commit, machine: machine, started: started)
    }

    /// An earlier run of main that passed, unless said otherwise; `started` gives its id.
    static func earlier(
        _ started: Double,
        _ reports: [Report],
        branch: String? = "main",
        commit: String? = nil,
        verdict: RunVerdict? = Given.verdict(.pass),
        machine: Machine = Given.machine,
        seed: BaselineSeed? = nil
    ) -> Baselines.Given {
        let context = context("r\(Int(started))", branch: branch, commit: commit, started: started, machine: machine)
        return Baselines.Given(RunSummary(context: context, reports: reports, verdict: verdict, seed: seed))
    }

    /// A verdict of one problem, or of one gate that has nothing to compare with.
    static func verdict(_ verdict: Verdict) -> RunVerdict {
        guard verdict != .pass else {
            let proof = Proof(Measurement(metric: "x", value: 1, dimension: .ratio, samples: 1, provenance: []))
            return RunVerdict(gates: [], problems: [], tests: .pass(proof))
        }
        return RunVerdict(gates: [], problems: [Problem(verdict, "x")])
    }

    static func gate(_ judgement: Judgement, blocking: Bool = true) -> RunVerdict {
        let criterion = Criterion(path: "overall.trend", metric: "coverage.lines", written: "x", expression: nil)
        let verdict = CriterionVerdict(criterion: criterion, cells: [CellVerdict(labels: [:], judgement: judgement)])
        return RunVerdict(
            gates: [GateVerdict(gate: .coverage, blocking: blocking, criteria: [verdict])],
            problems: []
        )
    }

    /// Judges one criterion of a run of the branch `feature`, which started from main, against earlier runs.
    static func judge(
        _ criterion: Criterion,
        _ gate: GateID,
        _ reports: [Report],
        against earlier: [Baselines.Given],
        family: BranchFamily = BranchFamily(branch: "feature", protected: "origin/main", base: "base"),
        change: ChangeSet? = nil,
        files: [String] = [],
        paths: PathRules = PathRules()
    ) -> CriterionVerdict {
        let project = Project(gates: [Gate(id: gate, criteria: [criterion])], paths: paths)
        let baselines = Baselines(
            earlier,
            for: context("now", branch: "feature", started: 1_000),
            family: family,
            project: project
        )
        let evidence = Evidence(
            reports: reports,
            project: project,
            surroundings: Surroundings(projectFiles: files, change: change)
        )
        return Judge(evidence: evidence, history: baselines).judge(criterion, of: gate)
    }

    /// The whole run of a load test with one p95.
    static func p95(_ seconds: Double, failed: Int = 0, labels: Labels = ["service": "api"]) -> Report {
        var report = load(service: "api", failed: failed, p95: seconds)
        report.performance[0].labels = labels
        return report
    }
}
