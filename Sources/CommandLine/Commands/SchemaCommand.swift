import ArgumentParser
import Configuration

/// `assay schema`: the JSON Schema of the configuration, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the configuration, for completion and checks in an editor."
    )

    @Option(help: "json is the only form; the option is here because every command has it.")
    var output: OutputFormat = .json

    func run() throws { Console.out(ConfigurationSchema.json) }
}
