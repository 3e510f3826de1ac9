import Criteria

/// What is kept of a step: its result, for a later run of the same inputs, and the files that it made.
///
/// Who declares less than a step reads makes it pass by what it was: so what decides a hit is named where it changes.
extension FileFormat {
    static let keptFields: [Field] = [
        Field(
            "cache",
            .boolean,
            "Whether a run of the same inputs takes the result of an earlier one; default false.",
            bar: .named
        ),
        Field("outputs", .oneOrMany(.glob), "Globs of the files that the step makes, besides reports.", bar: .named),
        Field(
            "tools",
            .oneOrMany(.text),
            "Programs that the result depends on, besides the first word of the command.",
            bar: .named
        ),
        Field(
            "pass_env",
            .oneOrMany(.text),
            "Variables that a step with `cache: true` inherits; it gets no others but PATH, HOME, USER, LOGNAME, TMPDIR.",
            bar: .named
        ),
        Field(
            "artifacts",
            .oneOrMany(.glob),
            "Globs of files that are kept with the run, whatever its end.",
            bar: .free
        ),
    ]

    static let storage: Shape = .mapping([
        Field(
            "cache",
            .text,
            "The folder of results that several checkouts share: absolute, or below the root.",
            bar: .named
        ),
        Field("cache_limit", .quantity(.bytes, words: []), "What the results may take; default 5GB."),
        Field(
            "artifacts_limit",
            .quantity(.bytes, words: []),
            "What the reports and artifacts that are kept of one run may take; default 1GB."
        ),
    ])
}
