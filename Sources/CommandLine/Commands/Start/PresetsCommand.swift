import ArgumentParser
import Core
import Criteria
import Scanning

/// `assay list presets`: the tools that a step can take by name, and what each stands for.
struct PresetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets",
        abstract: "List the tools that a step can take by name (`preset:`), and what each stands for."
    )

    @Argument(help: "Only this preset, in full.", completion: .list(KnownTool.presets.map(\.preset.name)))
    var name: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let chosen = KnownTool.presets.filter { name == nil || $0.preset.name == name }
        if chosen.isEmpty, let name {
            let names = KnownTool.presets.map(\.preset.name)
            let meant = Resemblance.nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw CommandFailure(.usage, "there is no preset '\(name)'\(meant)")
        }
        switch output {
        case .text: for line in PresetList.lines(chosen, isFull: name != nil) { Console.out(line) }
        case .json: Console.out(JSON.array(chosen.map(PresetList.value)).text(.pretty))
        }
    }
}
