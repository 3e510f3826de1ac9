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
            measure: Measures.coverage
        ),
        CriterionDefinition(
            .coverage,
            "overall.trend",
            metric: "coverage.lines",
            .ratio,
            .atLeast,
            evidence: "coverage reports of this run and of the merge base's run",
            measure: Measures.coverage
        ),
        CriterionDefinition(
            .coverage,
            "new_code.threshold",
            metric: "coverage.new_lines",
            .ratio,
            .atLeast,
            evidence: "line coverage of the lines that the change adds, from the metric `coverage.new_lines`"
        ),
        CriterionDefinition(
            .coverage,
            "critical_paths.threshold",
            metric: "coverage.critical_path",
            .ratio,
            .atLeast,
            parameters: [.init("paths", .cells(label: "path"), required: true)],
            evidence: "coverage reports of the files that `critical_paths` maps the path to",
            measure: Measures.criticalPathCoverage
        ),
        CriterionDefinition(
            .coverage,
            "by_component.*",
            metric: "coverage.lines",
            .ratio,
            .atLeast,
            wildcard: "component",
            evidence: "coverage reports of the component's files",
            measure: Measures.componentCoverage
        ),
    ]
}
