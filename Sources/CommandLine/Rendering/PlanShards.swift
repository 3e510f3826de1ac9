import Core
import Scanning

/// A plan as jobs of a CI system: one for each step that runs, and one that judges them all.
///
/// Each job runs its step with what that waits for, so that no job needs another's machine.
enum PlanShards {
    /// The steps that have a job: what runs, judges nothing itself, and is not run for another's sake anyway.
    static func steps(_ plan: Plan) -> [String] {
        let running = plan.steps.filter { step in
            if case .evaluate = step.step.action { return false }
            return step.skipReason == nil
        }
        let needed = Set(running.flatMap { plan.dependencies(of: $0) })
        // One that writes no report, and that others wait for, runs with those.
        return running.filter { !$0.step.reports.isEmpty || !needed.contains($0.name) }.map(\.name)
    }

    /// For `strategy.matrix` of GitHub, in one line.
    static func gitHub(_ plan: Plan) -> String {
        let jobs = steps(plan).map { ["step": JSON($0)] as JSON }
        return (["include": JSON(jobs)] as JSON).text()
    }

    /// The arguments of a part; a pattern means nothing in a name of ours.
    private static func command(_ step: String) -> String { "assay run --only '\(step)' --with-needs --ci none" }

    private static let judging = [
        "assay aggregate --summaries '.assay/runs/*/summary.json' --output summary.json",
        "code=0; assay validate --summary summary.json || code=$?",
    ]

    /// A child pipeline of GitLab; JSON is YAML, too.
    static func gitLab(_ plan: Plan) -> JSON {
        var document: JSON = ["stages": ["parts", "judge"]]
        document["default"] = ["before_script": list([GitLabTemplates.setup])]
        for step in steps(plan) {
            document["part: \(step)"] = [
                "stage": "parts", "variables": ["GIT_DEPTH": "0"],
                "script": list(["\(command(step)) || echo \"the part ended with $?\""]),
                "artifacts": ["when": "always", "paths": [".assay/runs/*/summary.json"]],
            ]
        }
        let posting = ["assay ci post --summary summary.json --quiet-on-green", "exit $code"]
        let reports: JSON = [
            "junit": ".assay/gitlab/junit.xml", "codequality": ".assay/gitlab/code-quality.json",
            "coverage_report": ["coverage_format": "cobertura", "path": ".assay/gitlab/cobertura-*.xml"],
        ]
        document["assay"] = [
            "stage": "judge", "when": "always", "variables": ["GIT_DEPTH": "0"], "script": list(judging + posting),
            "artifacts": ["when": "always", "paths": [".assay/gitlab/"], "reports": reports],
        ]
        return document
    }

    /// Steps of Buildkite, for `buildkite-agent pipeline upload`.
    static func buildkite(_ plan: Plan) -> JSON {
        var all: [JSON] = []
        for (index, step) in steps(plan).enumerated() {
            let part: JSON = [
                "label": JSON(step), "key": JSON("assay-part-\(index + 1)"),
                "command": JSON("\(command(step)) || echo \"the part ended with $$?\""),
                "artifact_paths": ".assay/runs/*/summary.json",
            ]
            all.append(part)
        }
        let wait: JSON = ["wait": .null, "continue_on_failure": true]
        all.append(wait)
        let fetch = "buildkite-agent artifact download '.assay/runs/*/summary.json' ."
        // A `$` that the agent is not to replace is written twice.
        let commands = ([fetch] + judging + ["exit $code"]).map { $0.replacing("$", with: "$$") }
        let judge: JSON = ["label": "assay", "key": "assay", "commands": list(commands)]
        all.append(judge)
        return ["steps": JSON(all)]
    }

    private static func list(_ lines: [String]) -> JSON { .array(lines.map { .string($0) }) }
}
