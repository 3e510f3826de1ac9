import ArgumentParser
import Notifying
import Responding
import Scanning

/// `assay incident list`.
struct IncidentListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show open incidents, and messages that could not be delivered."
    )

    @OptionGroup var place: ReleasePlace

    @Flag(help: "Resolved ones too.")
    var all = false

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let session = try IncidentSession(place)
        let desk = try session.desk()
        let shown = desk.incidents.filter { all || $0.isOpen }
        switch output {
        case .json: Console.out(JSON(shown.map { IncidentText.json($0, desk) }).text(.pretty))
        case .text:
            if shown.isEmpty { Console.out("no incident is open") }
            for incident in shown { Console.out(IncidentText.line(incident)) }
            for silence in desk.silences where silence.isInForce(at: session.release.now) {
                Console.out(
                    "  \(silence.id): nobody is told of \(silence.subject): \(silence.person), \(silence.reason)"
                )
            }
            for message in desk.dead {
                let problem = message.delivery.problem ?? ""
                Console.out("  not delivered by \(message.delivery.notifier): \(message.notice.headline): \(problem)")
            }
        }
    }
}

/// `assay incident show`.
struct IncidentShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of an incident."
    )

    @Argument(help: "Its id, such as INC-1.")
    var id: String

    @OptionGroup var place: ReleasePlace

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let desk = try IncidentSession(place).desk()
        let incident = try IncidentText.named(id, desk)
        switch output {
        case .json: Console.out(IncidentText.json(incident, desk).text(.pretty))
        case .text: for line in IncidentText.page(incident, desk) { Console.out(line) }
        }
    }
}
