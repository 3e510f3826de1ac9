import Core
import Criteria

/// Which tests a change needs.
///
/// Who says that too little matters leaves out a test that would fail: a change of these keys is named, and runs everything.
extension FileFormat {
    static let selection: Shape = .mapping([
        Field("ignore", .oneOrMany(.glob), "Globs of files that no test depends on, such as docs/**."),
        Field("run_all", .oneOrMany(.glob), "Globs of files that every test depends on, besides the usual ones."),
        Field("unskippable", .oneOrMany(.glob), "Steps, and globs of tests, that run whatever changes."),
        Field("flaky", .boolean, "Whether tests that were flaky in the last runs always run; default false."),
        Field("full_run_required", .oneOrMany(.text), "Globs of branches on which --select leaves nothing out."),
        Field("max_age", .integer(1...100_000), "How many commits old the record of a test may be; default 200."),
        Field(
            "max_change",
            .quantity(.ratio, words: []),
            "A change that touches a larger share of the project's files runs everything; default 50%."
        ),
        Field(
            "without_map",
            .word(["all", "hints"]),
            "What becomes of tests whose files nobody recorded or declared: they run (all, default), or run where imports, "
                + "names or the history speak for it (hints), which may miss some."
        ),
        Field(
            "shadow",
            .boolean,
            "Whether every full run records what would have been chosen, so that misses are counted; default false."
        ),
    ])

    static let selectionFields: [Field] = [
        Field(
            "affects",
            .either([
                .glob,
                .list(
                    .either([
                        .glob,
                        .mapping([
                            Field("files", .oneOrMany(.glob), "Globs of the files.", required: true),
                            Field("tests", .oneOrMany(.glob), "Globs of the tests that they are for; default all."),
                        ]),
                    ])
                ),
            ]),
            "Globs of all files that decide what the step's tests do: a change of no other needs them.",
            bar: .named
        ),
        Field("unskippable", .boolean, "Runs whatever changes; default false.", bar: .named),
    ]
}
