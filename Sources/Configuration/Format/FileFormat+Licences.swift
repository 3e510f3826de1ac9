import Core

/// Which licences the packages of a project may have.
extension FileFormat {
    static let licensePolicy = Field(
        "license_policy",
        .mapping([
            Field(
                "allow",
                .oneOrMany(.text),
                "Acceptable licences: SPDX identifiers, with `*` for many, or names as tools write them."
            ),
            Field("deny", .oneOrMany(.text), "Licences that are never acceptable, whatever `allow` says."),
            Field(
                "ignore",
                .list(
                    .mapping([
                        Field("package", .text, "Glob over name, name@version or package URL.", required: true),
                        Field("reason", .text, "Why the policy does not hold for it.", required: true),
                    ])
                ),
                "Packages that are not judged."
            ),
        ]),
        "Which licences `dependency_scan.license_compliance` accepts."
    )
}
