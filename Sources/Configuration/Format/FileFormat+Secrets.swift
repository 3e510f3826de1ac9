extension FileFormat {
    static let secrets: Shape = .names(
        noun: "secret",
        .mapping([
            Field("env", .text, "The variable that Assay finds it in; steps do not inherit it.", bar: .free),
            Field("file", .text, "The file that holds it, relative to the project's root or absolute.", bar: .free),
        ])
    )
}
