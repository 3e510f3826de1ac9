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
                "How long it lives.",
                notYet: .lifecycle
            ),
            Field(
                "duration",
                .duration(words: [testExecution]),
                "The longest that a step may use it; test_execution for as long as the step runs."
            ),
            Field("resources", .mapping(resources), "What the machine must have."),
            services,
            Field("isolation", .word(isolationWords), "What separates it from other work.", notYet: .isolation),
            Field(
                "under_provisioned",
                .boolean,
                "Runs the step on a smaller machine all the same; its performance criteria are then inconclusive."
            ),
            Field("description", .text, "For people."),
        ])
    )

    private static let services = Field(
        "services",
        .list(.text),
        "Images, services or groups that it needs running.",
        notYet: .services
    )

    private static let resources: [Field] = [
        Field("cpu", .quantity(.cores, words: []), "Cores, such as 2 cores."),
        Field("memory", .quantity(.bytes, words: []), "Memory, such as 4GB."),
        Field("network", .quantity(.bandwidth, words: []), "Bandwidth, such as 10Gbps."),
        Field("gpu", .word(["optional", "required"]), "Whether a graphics processor is needed."),
        services,
    ]
}
