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
            evidence: "line coverage of the lines that the change adds, from the metric `coverage.new_lines`",
            missing: "no such metric: not evaluated"
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
                "a path without files, or with none that exist: error; a file that no report mentions: inconclusive",
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
            missing: "a component that `components` does not define: error; one that no report covers: not evaluated",
            measure: Measures.componentCoverage
        ),
    ]
}
