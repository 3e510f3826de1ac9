import Core

extension FileFormat {
    static let testData = Field(
        "test_data_orchestration",
        .mapping([
            Field(
                "strategies",
                .mapping(kindFields(dataStrategy) { "How steps of kind \($0.rawValue) get their data." }),
                "Where the data of each kind of tests come from.",
                bar: .free
            ),
            Field(
                "data_privacy",
                .mapping(dataPrivacy),
                "What keeps real data out: criteria of the security gate.",
                bar: .held(.gates)
            ),
        ]),
        "How test data is made and protected."
    )

    private static let dataPrivacy: [Field] = [
        Field(
            "production_data",
            .word(["never_in_tests", "masked_only"]),
            "No scan finds what production holds: fingerprints that match, and data of people."
        ),
        Field("pii_handling", .word(["synthetic_only", "masked"]), "No scan finds data of people."),
        Field("data_masking", .word(["enabled", "disabled"]), "What was masked holds nothing of the original."),
        Field("test_data", .oneOrMany(.glob), "What test data is, besides fixtures: each file must be scanned."),
    ]

    private static let dataStrategy: [Field] = [
        Field("approach", .word(DataStrategy.Approach.allCases.map(\.rawValue)), "Where the data comes from."),
        Field("isolation", .word(DataStrategy.Isolation.allCases.map(\.rawValue)), "Who shares a state."),
        Field(
            "cleanup",
            .word(["automatic", "manual"]),
            "Whether a step's folder goes with it, or stays in .assay/data; default automatic."
        ),
        Field(
            "state_management",
            .word(["snapshot_restore"]),
            "Databases get a snapshot, to which `assay env restore` takes them back."
        ),
        Field("fixtures", .oneOrMany(.glob), "Files that are copied into the folder."),
        Field("seed", .list(.mapping(seed)), "What is done, in this order, once the services are healthy."),
        Field("inputs", .oneOrMany(.glob), "Files that the seeded state rests on, such as migrations."),
        Field("spec", .path, "The specification of records, for synthetic_generation."),
        Field("service", .text, "The database that gets the records; default the only one."),
        Field("volume", .recordCount, "How many records, such as 10M_records."),
        Field(
            "distribution",
            .word(DataStrategy.Distribution.allCases.map(\.rawValue)),
            "As the specification says, or every value as likely as any other; default realistic."
        ),
    ]

    private static let seed: [Field] = [
        Field("run", .command, "A command of the project."),
        Field("url", .text, "Where a request goes."),
        Field("method", .word(["GET", "POST", "PUT", "PATCH", "DELETE"]), "Default POST."),
        Field("headers", .names(noun: "header", .anyText), "Its headers."),
        Field("json", .anything, "Its body, as JSON."),
        Field("body", .anyText, "Its body, as it is."),
        Field("save", .names(noun: "value", .text), "Places in the answer's JSON, for {data.NAME} in later seeds."),
        Field("expect", .oneOrMany(.integer(100...599)), "Statuses that are right; default any of 200 to 299."),
    ]
}
