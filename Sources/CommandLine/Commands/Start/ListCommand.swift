import ArgumentParser

/// `assay list`: what may be written into a configuration.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what a configuration may name: presets of tools, formats of reports, criteria of gates.",
        subcommands: [PresetsCommand.self, FormatsCommand.self, CriteriaCommand.self]
    )
}
