import Core
import Criteria

/// What a project wants to know of its tests over time, and which of them decide nothing for a while.
extension FileFormat {
    /// What stands behind all that a run and its gates need.
    static let behindThePipeline: [Field] = insight + release + response + [testData] + recognised

    static let insight: [Field] = [
        Field(
            "quarantine",
            quarantine,
            "Tests that run and report and decide nothing, until a day.",
            bar: .held(.quarantine)
        ),
        Field(
            "quarantine_limit",
            .quantity(.ratio, words: []),
            "The largest share of a run's tests that may be in quarantine (2 %).",
            bar: .held(.quarantine)
        ),
        Field("reporting", reporting, "What is written after every run, and where it is kept.", bar: .free),
        Field("metrics_dashboard", dashboard, "Figures over time, and alerts on them.", bar: .free),
        Field("effectiveness_metrics", effectiveness, "Targets of the tests themselves.", bar: .free),
        Field("monthly_review", monthlyReview, "What a review goes through.", bar: .free),
        Field("edge_cases", edgeCases, "The inventory of edge cases, each with its test.", bar: .free),
        Field("costs", .names(noun: "step", .text), "What a minute of each step costs; * for all others.", bar: .free),
        Field(
            "issues",
            issues,
            "Issues and incidents, for what tests did not find: a file, or where to get it.",
            bar: .free
        ),
    ]

    private static let issues: Shape = .either([
        .path,
        .mapping([
            Field("file", .path, "A file of issues."),
            Field("command", .list(.text), "A command that prints such a file, without a shell."),
            Field("incidents", .path, "A file of incidents: each is a defect that users found."),
        ]),
    ])

    private static let quarantine: Shape = .list(
        .mapping([
            Field("test", .text, "The test, as `assay flaky` names it.", required: true),
            Field("owner", .text, "Who answers for it.", required: true),
            Field("reason", .text, "Why it may be left out until then; a ticket.", required: true),
            Field("expires", .day, "The last day on which it holds.", required: true),
        ])
    )

    // MARK: Dashboard

    /// What an alert may be about.
    static let alertNames: NameTable = [
        "coverage": .ratio,
        "execution_time": .duration,
        "average_execution_time": .duration,
        "flaky_rate": .ratio,
        "flaky_test_count": .count,
        "pass_rate": .ratio,
        "failure_rate": .ratio,
        "error_rate": .ratio,
        "defect_escape_rate": .ratio,
        "total_tests_run": .count,
    ]

    private static let trendNames = [
        "coverage_over_time", "test_execution_time_trend", "failure_rate_by_component", "defect_escape_rate",
        "pass_rate", "flaky_rate", "gate_verdicts", "performance_metrics",
    ]

    static let severityWords = ["low", "medium", "high", "critical"]

    private static let dashboard: Shape = .mapping([
        Field("overview", .list(.word(alertNames.dimensions.keys.sorted())), "Figures at the top."),
        Field("trends", .list(.word(trendNames)), "Figures over time."),
        Field(
            "alerts",
            .list(
                .mapping([
                    Field("name", .text, "Its name.", required: true),
                    Field("condition", .condition(alertNames), "What raises it.", required: true),
                    Field("severity", .word(severityWords), "How bad it is."),
                    Field("notify", .oneOrMany(.text), "Contacts or notifiers that are told."),
                    Field("median_of", .integer(1...100), "`previous` is the median of so many runs (1)."),
                ])
            ),
            "What is reported when it holds."
        ),
    ])

    // MARK: Improvement

    /// The metrics of each group of `effectiveness_metrics`.
    static let effectivenessGroups: [(name: String, doc: String, metrics: [MetricSignature])] = [
        (
            "defect_detection", "How well tests find defects.",
            [
                MetricSignature(name: "bugs_found_in_testing", dimension: .ratio, direction: .atLeast),
                MetricSignature(name: "production_escape_rate", dimension: .ratio, direction: .atMost),
                MetricSignature(name: "mean_time_to_detection", dimension: .duration, direction: .atMost),
            ]
        ),
        (
            "test_efficiency", "What tests cost.",
            [
                MetricSignature(name: "test_execution_time", dimension: .duration, direction: .atMost),
                MetricSignature(name: "flaky_test_rate", dimension: .ratio, direction: .atMost),
                MetricSignature(name: "test_maintenance_effort", dimension: .ratio, direction: .atMost),
            ]
        ),
        (
            "coverage_quality", "What coverage is worth.",
            [
                MetricSignature(name: "mutation_test_score", dimension: .ratio, direction: .atLeast),
                MetricSignature(name: "critical_path_coverage", dimension: .ratio, direction: .atLeast),
                MetricSignature(name: "edge_case_coverage", dimension: .ratio, direction: .atLeast),
            ]
        ),
    ]

    private static let effectiveness: Shape = .mapping(
        effectivenessGroups.map { group in
            let phrases = group.metrics.map { signature in
                Field(signature.name, .phrase(signature), "A criterion on \(signature.dimension.noun).")
            }
            return Field(group.name, .ordered(phrases), group.doc)
        }
    )

    private static let monthlyReview: Shape = .mapping([
        Field(
            "agenda",
            .ordered(
                ReviewTopic.all.map { topic in
                    Field(topic.name, .list(.word(topic.points)), "A topic with its points.")
                }
            ),
            "Topics, each with its points."
        ),
        Field("outcomes", .list(.word(ReviewTopic.outcomes)), "What a review leads to."),
    ])

    private static let edgeCases: Shape = .list(
        .mapping([
            Field("name", .text, "What is special about it.", required: true),
            Field("where", .path, "The file that it is about."),
            Field("test", .text, "The test that holds it, by its name or a part of it."),
        ])
    )
}
