import ArgumentParser
import Core
import Judging
import Releasing
import Scanning
import Wire

/// `assay deploy status`: what runs where, and what is blocked.
struct DeployStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what was deployed to each environment, what is blocked, and by whom."
    )

    @OptionGroup var place: ReleasePlace

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let session = try ReleaseSession(place)
        let state = session.state(try session.entries())
        let rows = session.held.project.deployments.map { Row(environment: $0.name, state) }
        guard !rows.isEmpty else { throw CommandFailure(.usage, "`deployment_gates` names no environment") }
        switch output {
        case .text: for row in rows { row.lines.forEach(Console.out) }
        case .json: Console.out(JSON.array(rows.map(\.json)).text(.pretty))
        }
    }

    private struct Row {
        let environment: String
        let current: ReleaseState.Deployment?
        let block: ReleaseState.Block?

        init(environment: String, _ state: ReleaseState) {
            self.environment = environment
            current = state.current(in: environment)
            block = state.block(of: environment)
        }

        var lines: [String] {
            let running = current.map { deployment in
                let when = AttestationJSON.moment(deployment.time) ?? ""
                let how = deployment.allowed ? "" : ", without a decision that allows it"
                return "sha256:\(deployment.artifact) of commit \(deployment.commit.prefix(10)), since \(when)\(how)"
            }
            return ["\(environment): \(running ?? "nothing was deployed")"]
                + (block.map { ["  blocked by \($0.person): \($0.reason)"] } ?? [])
        }

        var json: JSON {
            JSON(present: [
                "environment": JSON(environment), "artifact": JSON(current?.artifact), "commit": JSON(current?.commit),
                "since": JSON(current.flatMap { AttestationJSON.moment($0.time) }), "allowed": JSON(current?.allowed),
                "blocked": JSON(block != nil), "reason": JSON(block?.reason),
            ])
        }
    }
}
