import Core

/// Lists that a person keeps, and that criteria are measured against.
extension FileFormat {
    static let inventories: [Field] = [
        Field(
            "external_dependencies",
            .either([.list(.text), .names(noun: "external dependency", .oneOrMany(.text))]),
            "The services of others that the system calls: a list of names, or a map from names to their hosts.",
            bar: .named
        ),
        Field(
            "browser_releases",
            .mapping(releases),
            "The browser versions that `latest` and `latest-1` mean.",
            bar: .named
        ),
    ]

    /// Browsers that `browser_releases` may list.
    static let browsers = ["chrome", "chromium", "edge", "firefox", "opera", "safari", "samsung", "webkit"]

    private static let releases: [Field] =
        [
            Field("date", .text, "The day on which the list was true, such as 2026-11-01.", required: true),
            Field(
                "stand_ins",
                .mapping(browsers.map { Field($0, .word(browsers), "What may run in place of \($0).") }),
                "Browsers that another one may stand in for, such as safari: webkit; the verdict says so."
            ),
        ] + browsers.map { Field($0, .oneOrMany(.text), "Released versions of \($0), the newest first.") }
}
