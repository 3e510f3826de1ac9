import ArgumentParser

/// `assay deploy`: from a verdict to a deployment, and back.
struct DeployCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Say whether an artifact may be deployed, who has to agree, and what was deployed.",
        subcommands: [
            DeployCheckCommand.self, DeployRecordCommand.self, DeployApproveCommand.self, DeployRejectCommand.self,
            DeployWatchCommand.self, DeployBlockCommand.self, DeployUnblockCommand.self, DeployStatusCommand.self,
        ]
    )
}
