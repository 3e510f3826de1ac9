extension FileFormat {
    static let profiles = "profiles"

    /// What a run takes besides by name: other limits, other commands, gates that ask for more.
    static let profileShape: Shape = .names(
        noun: "profile",
        .mapping(
            [
                Field("description", .text, "For people.", bar: .free),
                Field(
                    "steps",
                    .names(noun: "step", .mapping(profileStepFields)),
                    "Keys of steps of the catalogue, which take the place of what is written there."
                ),
                Field(
                    "parallel_execution",
                    parallelExecution,
                    "Keys that take the place of those at the top.",
                    bar: .free
                ),
            ] + gates
        )
    )

    /// Keys of a step that lower no bar; and tries, which are named wherever one was needed.
    private static var profileStepFields: [Field] {
        stepFields.filter { $0.bar == .free || $0.key == "retries" }
    }
}
