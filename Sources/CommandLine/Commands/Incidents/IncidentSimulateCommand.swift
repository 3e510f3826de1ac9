import ArgumentParser
import Core
import Judging
import Responding

/// `assay incident simulate`.
struct IncidentSimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Show who would be called, and when, if nobody answered; nothing is sent or written."
    )

    @Argument(help: "A name of `escalation_matrix`.")
    var failure: String

    @Option(help: "Somebody answers after so many minutes.")
    var ackAfter: Int?

    @OptionGroup var place: ReleasePlace

    func run() throws {
        let settings = try ReleaseSession(place).held.project.response
        guard let rule = settings.rules.first(where: { $0.name == failure }) else {
            let names = settings.rules.map(\.name).joined(separator: ", ")
            throw CommandFailure(
                .usage,
                "`escalation_matrix` has no '\(failure)'\(names.isEmpty ? "" : "; it has \(names)")"
            )
        }
        for line in IncidentSimulation(rule, settings, acknowledgedAfter: ackAfter.map { Double($0) * 60 }).lines {
            Console.out(line)
        }
    }
}
