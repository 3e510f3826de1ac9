import Core

extension FileFormat {
    static let parallelExecution: Shape = .mapping(
        kindFields(
            [
                Field(
                    "strategy",
                    .word(Pool.Strategy.allCases.map(\.rawValue)),
                    "How the tests of a step that has `tests` are cut into work units."
                ),
                Field("max_workers", .integer(1...10_000), "How many steps of this kind run side by side."),
                Field("timeout_per_module", .duration(words: []), "The longest that one work unit may take."),
                Field(
                    "shared_resources",
                    .list(
                        .either([
                            .text,
                            .mapping([
                                Field("name", .text, "The lock's name.", required: true),
                                Field("capacity", .integer(1...10_000), "How many may hold it at once; default 1."),
                            ]),
                        ])
                    ),
                    "Named locks that every step of this kind holds while it runs."
                ),
                Field("isolation", .word(isolationWords), "What separates the steps."),
                isolationFallback,
                Field("dedicated_environment", .boolean, "Nothing else runs while a step of this kind does."),
            ],
            { "The pool of \($0.rawValue) steps." }
        )
    )

    static let resourceOptimization: Shape = .mapping([
        Field(
            "strategies",
            .mapping([
                Field(
                    "test_parallelization",
                    .mapping(
                        kindFields(
                            [
                                Field(
                                    "max_parallel",
                                    .integer(1...10_000),
                                    "Upper bound of the pool; the smaller of this and max_workers holds."
                                ),
                                Field(
                                    "isolation",
                                    .word(isolationWords),
                                    "What separates the steps."
                                ),
                                isolationFallback,
                            ],
                            { "Bounds for \($0.rawValue) steps." }
                        )
                    ),
                    "How much runs side by side."
                ),
                Field(
                    "caching",
                    .mapping([
                        Field(
                            "docker_images",
                            .word(["layer_caching"]),
                            "Images that were fetched stay with the engine, layer by layer."
                        ),
                        Field(
                            "dependencies",
                            .word(["volume_mount"]),
                            "What package managers fetch is kept between runs, in folders by their lock files."
                        ),
                        Field(
                            "test_data",
                            .word(["in_memory_cache"]),
                            "Steps of a run share a folder in memory, which ASSAY_TEST_DATA names."
                        ),
                    ]),
                    "What is kept between runs."
                ),
                Field(
                    "cleanup",
                    .names(
                        noun: "resource",
                        .word(CleanupTime.allCases.map(\.rawValue))
                    ),
                    "When what a run leaves behind goes away: artifacts, volumes (the data of services), containers."
                ),
            ]),
            "By topic.",
            required: true
        )
    ])
}
