import Core
import Criteria

/// Blocks that are read and checked so that a typo in them is an error today, and acted on later.
extension FileFormat {
    static let recognised: [Field] =
        [
            Field(
                "test_data_orchestration",
                testData,
                "How test data is made and protected.",
                notYet: .testData,
                bar: .free
            ),
            Field(
                "deployment_gates",
                .names(noun: "environment", deploymentGate),
                "What must hold before and after a deployment.",
                notYet: .deploymentGates,
                bar: .named
            ),
            Field(
                "escalation_matrix",
                .names(noun: "failure", .mapping(escalation)),
                "Who owns a failure, and by when.",
                notYet: .escalation,
                bar: .free
            ),
        ] + workflow

    // MARK: Test data

    private static let testData: Shape = .mapping([
        Field("strategies", .mapping(kindFields(dataStrategy) { "Data of \($0.rawValue) tests." }), "By kind."),
        Field(
            "data_privacy",
            .mapping([
                Field("production_data", .word(["never_in_tests", "masked_only"]), "Whether real data may be used."),
                Field("pii_handling", .word(["synthetic_only", "masked"]), "How personal data is treated."),
                Field("data_masking", .word(["enabled", "disabled"]), "Whether data is masked."),
            ]),
            "What keeps real data out."
        ),
    ])

    private static let dataStrategy: [Field] = [
        Field(
            "approach",
            .word(["in_memory_fixtures", "docker_volumes", "api_seeding", "synthetic_generation"]),
            "Where the data comes from."
        ),
        Field("isolation", .word(["per_test", "per_scenario", "per_suite", "per_run"]), "Who shares it."),
        Field("cleanup", .word(["automatic", "manual"]), "Who removes it."),
        Field("state_management", .word(["snapshot_restore"]), "How a state comes back."),
        Field("volume", .recordCount, "How much of it, such as 10M_records."),
        Field("distribution", .word(["realistic", "uniform"]), "Its shape."),
    ]

    // MARK: Deployments

    private static let deploymentGate: Shape = .mapping([
        Field("required_gates", .list(.text), "What must have passed."),
        Field(
            "rollback_triggers",
            .ordered([
                phrase("error_rate", .ratio, .atMost),
                phrase("response_time", .duration, .atMost),
                phrase("availability", .ratio, .atLeast),
            ]),
            "What takes a deployment back, measured live."
        ),
    ])

    // MARK: Escalation

    private static let escalation: [Field] = [
        Field("severity", .word(severityWords), "How bad it is.", required: true),
        Field("owner", .text, "Who answers for it."),
        Field("sla", .duration(words: ["immediate"]), "By when; immediate escalates at once."),
    ]

    private static func phrase(_ name: String, _ dimension: Dimension, _ direction: Direction) -> Field {
        Field(
            name,
            .phrase(MetricSignature(name: name, dimension: dimension, direction: direction)),
            "A criterion on \(dimension.noun)."
        )
    }

    // MARK: Workflows of CI systems

    private static let workflow: [Field] = [
        "name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs",
    ].map { Field($0, .anything, "Part of a workflow of a CI system.", notYet: .workflow, bar: .free) }
}
