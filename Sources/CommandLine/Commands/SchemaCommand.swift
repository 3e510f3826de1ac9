import ArgumentParser
import Configuration
import Glibc
import Reports

/// `assay schema`: the JSON Schema of the configuration, for editors, or of the report for programs.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the configuration, for editors, or of the JSON report, for programs."
    )

    /// What the schema describes.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case configuration
        case report
    }

    @Argument(help: "configuration, or report for that of `assay report --format json`.")
    var of: Subject = .configuration

    @Option(name: .form, help: "json is the only form; the option is here because every command has it.")
    var output: OutputFormat = .json

    func run() throws {
        switch of {
        case .configuration: Console.out(ConfigurationSchema.json)
        case .report: Console.write(JSONReport.schema, to: STDOUT_FILENO)
        }
    }
}
