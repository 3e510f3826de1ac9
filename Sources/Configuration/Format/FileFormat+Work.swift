import Core
import Criteria

/// What makes several work units of a step, and what is tried again.
extension FileFormat {
    static let workFields: [Field] = [
        Field(
            "depends_on",
            .oneOrMany(.text),
            "Steps that must have succeeded, besides what the stage waits for.",
            aliases: ["needs"],
            bar: .free
        ),
        Field(
            "matrix",
            .names(noun: "axis", .list(.either([.anyText, .names(noun: "axis", .anyText)]))),
            "The step runs in every combination of the values of its axes, {matrix.NAME} in its texts; include adds "
                + "combinations or values to them, exclude takes combinations away.",
            bar: .named
        ),
        Field(
            "tests",
            .either([
                .glob, .list(.glob),
                .mapping([
                    Field("files", .oneOrMany(.glob), "Globs of test files, relative to the step's directory."),
                    Field("list", .command, "A command that prints one test a line."),
                    Field("pairs", .list(servicePair), "Tests by the services of which one calls the other."),
                    Field(
                        "features",
                        .names(noun: "feature", .oneOrMany(.text)),
                        "Patterns of the tests of each feature, such as its folder or '*@tag*'."
                    ),
                ]),
            ]),
            "The tests of the step: {tests} in an argument vector, \"$@\" in a script.",
            bar: .named
        ),
        Field(
            "strategy",
            .word(Pool.Strategy.allCases.map(\.rawValue)),
            "How the tests are cut into work units; default that of the pool.",
            bar: .free
        ),
        Field(
            "shards",
            .quantity(.count, words: ["auto"]),
            "How many work units the tests are shared among, balanced by what they took before.",
            bar: .free
        ),
        Field(
            "new_tests",
            .mapping([
                Field("repeat", .integer(1...100), "How often a new test runs before it counts.", required: true)
            ]),
            "What is asked of tests that no earlier run knows.",
            bar: .named
        ),
    ]

    private static let servicePair: Shape = .mapping([
        Field("from", .text, "The service that calls.", required: true),
        Field("to", .text, "The service that is called.", required: true),
        Field("tests", .oneOrMany(.text), "Patterns of their tests.", required: true),
    ])

    static let retries: Shape = .either([
        .integer(0...100),
        .mapping([
            Field("count", .integer(0...100), "Tries after the first one.", required: true),
            Field("delay", .duration(words: []), "Wait before each further try; default none."),
            Field(
                "backoff",
                .word(Retries.Backoff.allCases.map(\.rawValue)),
                "Whether the wait stays the same (fixed, default) or doubles each time, up to an hour (exponential)."
            ),
            Field(
                "when",
                .oneOrMany(
                    .either([.text, .mapping([Field("pattern", .text, "Text of the output.", required: true)])])
                ),
                "After which failures: test_failure, timeout, infrastructure, any other category, 'exit 75', or "
                    + "{pattern: text of the end of the output}; default all."
            ),
            Field(
                "flaky",
                .word(FlakyResult.allCases.map(\.rawValue)),
                "What a pass after a failed try is; the same as flaky_result."
            ),
        ]),
    ])
}
