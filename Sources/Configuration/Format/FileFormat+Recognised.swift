import Core

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
            )
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

    // MARK: Workflows of CI systems

    private static let workflow: [Field] = [
        "name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs",
    ].map { Field($0, .anything, "Part of a workflow of a CI system.", notYet: .workflow, bar: .free) }
}
