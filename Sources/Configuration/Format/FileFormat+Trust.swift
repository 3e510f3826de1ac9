extension FileFormat {
    /// What nobody is held to until a day, and by whose word.
    static let waivers: Shape = .list(
        .mapping([
            Field(
                "criterion",
                .text,
                "Gate and key path, such as security_gate.vulnerability_scan.high.",
                required: true
            ),
            Field("labels", .names(noun: "label", .text), "Covers only the cells with these labels."),
            Field("finding", .text, "Covers only this finding, by the rule or package that the report names."),
            Field("owner", .text, "Who answers for it.", required: true),
            Field("reason", .text, "Why it is acceptable until then.", required: true),
            Field("expires", .day, "The last day on which it holds.", required: true),
        ])
    )

    /// The keys that sign statements, each with its owner.
    static let attestationKeys: Shape = .names(
        noun: "key",
        .mapping([
            Field(
                "public_key",
                .text,
                "The Ed25519 key in base64, or a PEM file below the project's root.",
                required: true
            ),
            Field("person", .text, "Whose key it is.", required: true),
            Field("role", .text, "In which role they sign, such as accessibility lead.", required: true),
            Field(
                "criteria",
                .oneOrMany(.text),
                "Globs of the criteria that they may attest, such as compliance.*.",
                required: true
            ),
            Field("expires", .day, "The last day on which its signatures count."),
            Field(
                "identities",
                .oneOrMany(.text),
                "What else the person is known by: e-mail addresses and accounts, as commits and CI systems name them."
            ),
        ])
    )
}
