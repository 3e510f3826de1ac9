import Criteria

extension FileFormat {
    /// An environment that lives as long as the step that uses it.
    static let testExecution = "test_execution"

    static let environments: Shape = .names(
        noun: "environment",
        .mapping([
            Field(
                "lifecycle",
                .word(["ephemeral", "per_suite", "persistent", "on_demand"]),
                "How long it lives: ephemeral for one try of a step, per_suite from the first step that names it to the last, "
                    + "persistent until its duration ends, on_demand by `assay env up` only.",
                bar: .free
            ),
            Field(
                "duration",
                .duration(words: [testExecution]),
                "The longest that a step may use it and that it is up; test_execution for as long as the step runs.",
                bar: .free
            ),
            Field("resources", .mapping(resources), "What the machine must have.", bar: .named),
            neededServices,
            Field(
                "isolation",
                .word(isolationWords),
                "What separates its steps from other work.",
                bar: .free
            ),
            isolationFallback,
            Field(
                "image",
                .text,
                "The image that its steps' containers are made of; default the programs of this machine.",
                bar: .free
            ),
            Field(
                "exclusive",
                .boolean,
                "Nothing else of the run is under way while a step uses it; the same as isolation: dedicated_cluster.",
                bar: .free
            ),
            Field(
                "under_provisioned",
                .boolean,
                "Runs the step on a smaller machine all the same; its performance criteria are then inconclusive.",
                bar: .named
            ),
            Field("description", .text, "For people.", bar: .free),
        ])
    )

    static let isolationFallback = Field(
        "isolation_fallback",
        .word(["allow", "forbid"]),
        "Whether a weaker isolation will do where the machine lacks the one that is asked for; default forbid.",
        bar: .free
    )

    private static let neededServices = Field(
        "services",
        .list(.text),
        "Services, groups of them, or images that stand for a preset (postgres:16): up while a step that names the environment runs.",
        bar: .free
    )

    private static let resources: [Field] = [
        Field("cpu", .quantity(.cores, words: []), "Cores, such as 2 cores."),
        Field("memory", .quantity(.bytes, words: []), "Memory, such as 4GB."),
        Field("pids", .integer(1...1_000_000), "Processes and threads at once, of a step in a sandbox."),
        Field("network", .quantity(.bandwidth, words: []), "Bandwidth, such as 10Gbps."),
        Field("gpu", .word(["optional", "required"]), "Whether a graphics processor is needed."),
        neededServices,
    ]
}
