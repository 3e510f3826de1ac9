import Core

extension FileFormat {
    static let pipeline: Shape = .mapping([
        Field("stages", .list(stage), "In the order in which they run where nothing else is said.", required: true)
    ])

    private static let stage: Shape = .mapping([
        Field("name", .text, "Unique among the stages.", required: true, bar: .free),
        Field(
            "steps",
            .list(.text),
            "Names of the catalogue or of built-in steps, in order.",
            required: true,
            bar: .free
        ),
        Field("parallel", .boolean, "Whether the steps run side by side, within the pools; default false.", bar: .free),
        Field(
            "depends_on",
            .oneOrMany(.text),
            "Stages that must have succeeded; [ALL] waits for every other stage, whatever its outcome; [] starts at "
                + "once. Without it, the stage follows the one listed before.",
            aliases: ["needs"],
            bar: .free
        ),
        Field(
            "conditional",
            .condition(RunFacts.names),
            "The stage runs only when this holds: branch == 'main' || manual_trigger.",
            aliases: ["if"],
            bar: .named
        ),
        Field("description", .text, "For people.", bar: .free),
    ])

    static let steps: Shape = .names(noun: "step", .mapping(stepFields))

    private static let report: Shape = .mapping([
        Field("path", .glob, "Glob of the files.", required: true, bar: .free),
        Field("format", .text, "Names the format where the content does not tell.", bar: .free),
        Field("labels", .names(noun: "label", .anyText), "Labels of every measurement of these files.", bar: .free),
        Field("metric", .text, "The metric of the catalogue that the values of these files are.", bar: .free),
        Field("unit", .text, "The unit of those values that say none, such as %; only with metric.", bar: .free),
        Field(
            "examined",
            .oneOrMany(.glob),
            "Globs of the files that a scan examined, where its tool does not say so; Assay counts those that match.",
            bar: .named
        ),
        Field(
            "rules",
            .oneOrMany(.text),
            "What the rules of a scan look for, where its tool does not list them: default, or weaknesses such as CWE-89.",
            bar: .named
        ),
        Field(
            "expect",
            .integer(1...100_000),
            "How many files must come, as of shards; any other number is an error.",
            bar: .named
        ),
    ])

    static let stepFields: [Field] = presetFields + commandFields + workFields + keptFields + selectionFields

    private static let commandFields: [Field] = [
        Field(
            "run",
            .command,
            "The command. A list is an argument vector, started without a shell; a text is a script for the shell. "
                + "Required where no preset gives it.",
            bar: .free
        ),
        Field(
            "shell",
            .word(Step.Shell.allCases.map(\.rawValue)),
            "What carries out a script: sh -eu (default), or bash -euo pipefail, where a pipeline fails with any part.",
            bar: .free
        ),
        Field(
            "kind",
            .word(Kind.allCases.map(\.rawValue)),
            "What sort of work it is, which decides its pool; default unit.",
            bar: .free
        ),
        Field("component", .text, "The component that the step is about.", bar: .free),
        Field("inputs", .oneOrMany(.glob), "Globs of the files that the step reads.", bar: .named),
        Field(
            "reports",
            .either([.glob, .list(.either([.glob, report])), report]),
            "Globs of the files that the step writes as evidence."
        ),
        Field("timeout", .duration(words: []), "The longest that one try may take; default 1h.", bar: .free),
        Field(
            "grace_period",
            .duration(words: []),
            "Time between the request to end and the kill; default 10s.",
            bar: .free
        ),
        Field("retries", retries, "Tries after a failed first one; default 0.", bar: .named),
        Field(
            "flaky_result",
            .word(FlakyResult.allCases.map(\.rawValue)),
            "What it is that the step, or a test of its reports, passes only at a later try; default pass.",
            bar: .named
        ),
        Field("environment", .text, "The entry of environments that the step needs.", bar: .free),
        Field(
            "isolation",
            .either([
                .word(isolationWords),
                .mapping([
                    Field("level", .word(Isolation.Level.allCases.map(\.rawValue)), "process, sandbox or container."),
                    Field("browser", .boolean, "A browser profile, download folder and port of its own."),
                    Field("network", .word(["none", "host"]), "Whether it reaches a network; default host."),
                    Field("image", .text, "What its container is made of; default the programs of this machine."),
                ]),
            ]),
            "What separates it from other work; default what its environment or its kind says.",
            bar: .free
        ),
        isolationFallback,
        Field("env", .names(noun: "variable", .anyText), "Variables added to the command's environment.", bar: .free),
        Field("secrets", .oneOrMany(.text), "Secrets that it gets as variables of their names.", bar: .free),
        Field("directory", .path, "Working directory; default the project's root.", bar: .free),
        Field("always", .boolean, "Runs even when the run has been stopped; default false.", bar: .free),
        Field("critical", .boolean, "A failure stops the scheduling of new work; default false.", bar: .free),
        Field("allow_failure", .boolean, "A failure is a warning and decides nothing; default false.", bar: .named),
        Field(
            "exit_codes",
            .mapping([
                Field("clean", .oneOrMany(.integer(0...255)), "The command did its work; default 0."),
                Field(
                    "findings",
                    .oneOrMany(.integer(0...255)),
                    "It did its work and found something, which the gates over its reports judge; default none."
                ),
            ]),
            "What the exit codes of the command mean; any other fails the step.",
            bar: .named
        ),
        Field("description", .text, "For people.", bar: .free),
    ]
}
