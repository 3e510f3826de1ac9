import ArgumentParser

/// `assay incident`: failures that somebody owns, with a deadline.
struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Look after failures that somebody owns: who was called, who answered, what is still open.",
        subcommands: [
            IncidentTickCommand.self, IncidentListCommand.self, IncidentShowCommand.self, IncidentAckCommand.self,
            IncidentResolveCommand.self, IncidentSilenceCommand.self, IncidentUnsilenceCommand.self,
            IncidentSimulateCommand.self,
        ]
    )
}
