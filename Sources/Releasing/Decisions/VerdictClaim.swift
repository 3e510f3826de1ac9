package import Core

/// The verdict of a run that lies elsewhere, as somebody who may has signed it.
package struct VerdictClaim: Sendable, Hashable {
    package struct Criterion: Sendable, Hashable {
        package var path: String
        package var verdict: Verdict
        package var reason: String?

        package init(path: String, verdict: Verdict, reason: String? = nil) {
            self.path = path
            self.verdict = verdict
            self.reason = reason
        }
    }

    package struct Gate: Sendable, Hashable {
        package var name: String
        package var verdict: Verdict
        package var criteria: [Criterion]

        package init(name: String, verdict: Verdict, criteria: [Criterion]) {
            self.name = name
            self.verdict = verdict
            self.criteria = criteria
        }
    }

    /// The run's id.
    package var run: String
    package var signer: String
    /// When the run began, or when it was signed where that was earlier; seconds since 1970.
    package var time: Double
    package var overall: Verdict
    package var gates: [Gate]

    package init(run: String, signer: String, time: Double, overall: Verdict, gates: [Gate]) {
        self.run = run
        self.signer = signer
        self.time = time
        self.overall = overall
        self.gates = gates
    }

    func answer(_ ask: DeploymentRequirement.Ask) -> Answer {
        switch ask {
        case .gate(let gate): answer(gate.rawValue, path: nil)
        case .criteria(let gate, let path): answer(gate.rawValue, path: path)
        case .everyGate:
            gates.isEmpty
                ? Answer(.notEvaluated, "no quality gate was judged")
                : Answer(overall, "\(gates.count) gates, as \(signer) signed")
        case .tests, .step: Answer(.notEvaluated, "a signed verdict tells of gates only")
        case .approval: Answer(.notEvaluated, "nobody has approved")
        }
    }

    private func answer(_ name: String, path: String?) -> Answer {
        let gate = gates.first { $0.name == name }
        let criteria = (gate?.criteria ?? []).filter { criterion in
            path.map { criterion.path == $0 || criterion.path.hasPrefix($0 + ".") } ?? true
        }
        guard let worst = criteria.max(by: { $0.verdict < $1.verdict }) else {
            return Answer(.notEvaluated, "the signed verdict of run \(run) does not tell of \(name)")
        }
        let detail = worst.verdict.blocks ? worst.reason ?? "it does not hold" : "it holds"
        return Answer(worst.verdict, "\(name).\(worst.path): \(detail), as \(signer) signed")
    }
}
