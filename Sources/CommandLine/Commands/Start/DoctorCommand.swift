import ArgumentParser
import Core
import Execution
import Glibc
import Scanning

/// `assay doctor`: what this machine has of what runs need.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say which tools, isolation, services and permissions this machine has.",
        discussion: "Exit code 3 where a program is missing that a step of the pipeline here starts."
    )

    @Option(
        name: [.short, .long],
        help: "Configuration whose steps are looked at (default: \(ProjectFolder.defaultFile))."
    )
    var config: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let sheet = await DoctorSheet.make(config: config ?? ProjectFolder.found)
        switch output {
        case .text:
            let colour = Terminal(descriptor: STDOUT_FILENO).colour
            for line in sheet.lines(colour: colour) { Console.out(line) }
        case .json: Console.out(sheet.json.text(.pretty))
        }
        if sheet.lacksProgram { throw CommandFailure(.infrastructure) }
    }
}
