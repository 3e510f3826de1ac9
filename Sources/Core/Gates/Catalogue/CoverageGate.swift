import Criteria

extension Catalogue {
    /// Gate 2: which lines the tests reach.
    static let coverage: [CriterionDefinition] = [
        CriterionDefinition(
            .coverage,
            "overall.threshold",
            metric: "coverage.lines",
            .ratio,
            .atLeast,
            evidence: "coverage reports",
            missing: "paths that match no file of the project: error",
            measure: Measures.coverage
        ),
        CriterionDefinition(
            .coverage,
            "overall.trend",
            metric: "coverage.lines",
            .ratio,
            .atLeast,
            basis: .derived,
            evidence:
                "coverage reports of this run and of the merge base's run, less the lines that the change removes",
            missing: "no baseline: inconclusive",
            measure: Measures.coverage
        ),
        CriterionDefinition(
            .coverage,
            "new_code.threshold",
            metric: "coverage.new_lines",
            .ratio,
            .atLeast,
            basis: .derived,
            evidence: "coverage reports and the change's diff; the metric `coverage.new_lines` where no diff is known",
            missing:
                "a changed source file that no report holds: 0 %; no coverable line: not applicable; no diff: not evaluated",
            measure: Measures.newCode
        ),
        CriterionDefinition(
            .coverage,
            "critical_paths.threshold",
            metric: "coverage.critical_path",
            .ratio,
            .atLeast,
            parameters: [.init("paths", .cells(label: "path"), required: true)],
            basis: .derived,
            evidence: "coverage reports of the files that `critical_paths` maps the path to",
            missing:
                "a path that has no map, or a glob that matches no file: error; a source file that no report mentions: inconclusive",
            measure: Measures.criticalPathCoverage
        ),
        CriterionDefinition(
            .coverage,
            "by_component.*",
            metric: "coverage.lines",
            .ratio,
            .atLeast,
            wildcard: "component",
            basis: .derived,
            evidence: "coverage reports of the component's files",
            missing:
                "a component that is not defined, or a glob that matches no file: error; no report: not evaluated; a source file that no report mentions: inconclusive",
            measure: Measures.componentCoverage
        ),
    ]
}
