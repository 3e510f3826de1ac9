import Criteria

extension Catalogue {
    /// Gate 1: what static tools say of the code itself.
    static let codeQuality: [CriterionDefinition] = [
        CriterionDefinition(
            .codeQuality,
            "linting.pass_rate",
            metric: "linting.pass_rate",
            .ratio,
            .atLeast,
            parameters: [.init("severity_threshold", .word(["error", "warning", "note"]))],
            countsFindings: true,
            basis: .derived,
            evidence: "a linter's report that says how many files it examined, or the metric `linting.pass_rate`",
            missing: "without the number of files examined: not evaluated",
            measure: Measures.lintPassRate
        ),
        CriterionDefinition(
            .codeQuality,
            "code_complexity.cyclomatic_complexity",
            metric: "code_complexity.cyclomatic_complexity",
            .count,
            .atMost,
            isMaximum: true,
            evidence:
                "the metric `code_complexity.cyclomatic_complexity` (largest of all functions), for example of lizard",
            missing: "no function looked at: not evaluated",
            measure: Measures.complexity
        ),
        CriterionDefinition(
            .codeQuality,
            "code_complexity.cognitive_complexity",
            metric: "code_complexity.cognitive_complexity",
            .count,
            .atMost,
            isMaximum: true,
            evidence:
                "the metric `code_complexity.cognitive_complexity` (largest of all functions), for example of complexipy",
            missing: "no function looked at: not evaluated; cyclomatic complexity never stands in for it",
            measure: Measures.complexity
        ),
        CriterionDefinition(
            .codeQuality,
            "duplication.threshold",
            metric: "duplication.lines",
            .ratio,
            .atMost,
            basis: .derived,
            evidence: "the metric `duplication.lines` (duplicated lines / lines), for example of jscpd",
            missing: "clones without the number of lines looked at: not evaluated",
            measure: Measures.duplication
        ),
        CriterionDefinition(
            .codeQuality,
            "documentation.public_api_coverage",
            metric: "documentation.public_api_coverage",
            .ratio,
            .atLeast,
            evidence: "the metric `documentation.public_api_coverage`, for example of interrogate",
            missing: "no public name: not applicable, by the report that looked for them",
            measure: Measures.documentation
        ),
    ]
}
