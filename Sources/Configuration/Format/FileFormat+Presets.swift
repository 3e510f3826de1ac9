import Core

extension FileFormat {
    /// What a step takes from the table of tools, and what it says to the tool.
    static let presetFields: [Field] = [
        Field(
            "preset",
            .word(KnownTool.presets.map(\.preset.name)),
            "A tool of `assay list presets`, which gives the command, the reports, the kind and the exit codes; what is "
                + "written beside it takes the place of what it gives.",
            bar: .named
        ),
        Field(
            "paths",
            .oneOrMany(.path),
            "With preset: the files and folders that the tool looks at; default the component's folder, else all.",
            bar: .named
        ),
        Field("arguments", .oneOrMany(.text), "With preset: further words for its command.", bar: .free),
        Field(
            "program",
            .oneOrMany(.text),
            "With preset: what starts the tool, such as [uv, run, pytest] or .venv/bin/pytest.",
            bar: .free
        ),
    ]
}
