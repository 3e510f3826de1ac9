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
            evidence: "a SARIF report that lists the files it examined, or the metric `linting.pass_rate`",
            measure: Measures.lintPassRate
        ),
        CriterionDefinition(
            .codeQuality,
            "code_complexity.cyclomatic_complexity",
            metric: "code_complexity.cyclomatic_complexity",
            .count,
            .atMost,
            evidence:
                "the metric `code_complexity.cyclomatic_complexity` (largest of all functions), for example of lizard"
        ),
        CriterionDefinition(
            .codeQuality,
            "code_complexity.cognitive_complexity",
            metric: "code_complexity.cognitive_complexity",
            .count,
            .atMost,
            evidence:
                "the metric `code_complexity.cognitive_complexity` (largest of all functions), for example of complexipy"
        ),
        CriterionDefinition(
            .codeQuality,
            "duplication.threshold",
            metric: "duplication.lines",
            .ratio,
            .atMost,
            evidence: "the metric `duplication.lines` (duplicated lines / lines), for example of jscpd"
        ),
        CriterionDefinition(
            .codeQuality,
            "documentation.public_api_coverage",
            metric: "documentation.public_api_coverage",
            .ratio,
            .atLeast,
            evidence: "the metric `documentation.public_api_coverage`, for example of interrogate"
        ),
    ]
}
