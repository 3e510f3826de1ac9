import ArgumentParser
import Core
import Criteria
import Engine
import Environments
import Execution

/// `assay env`: environments that are up without a run.
struct EnvCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Bring environments up and down, and reach what is in them.",
        discussion: """
            An environment that is up here stays up until it is taken down, or until its duration is over. Steps of an \
            environment that is `persistent` or `on_demand` use it; others get one of their own in each run.
            """,
        subcommands: [
            EnvUpCommand.self, EnvDownCommand.self, EnvListCommand.self, EnvLogsCommand.self, EnvExecCommand.self,
            EnvRestoreCommand.self,
        ],
        defaultSubcommand: EnvListCommand.self
    )

    /// An environment by its name.
    static func environment(_ name: String, in folder: ProjectFolder) throws -> TestEnvironment {
        let environments = folder.project.environments
        if let found = environments.first(where: { $0.name == name }) { return found }
        let meant = Resemblance.nearest(to: name, among: environments.map(\.name)).map { "; did you mean '\($0)'?" }
        throw CommandFailure(.usage, "no environment is called '\(name)'\(meant ?? "")")
    }

    static func services(of environment: TestEnvironment, in folder: ProjectFolder) throws -> [Service] {
        do throws(LaunchError) {
            return try Keepers.of(folder).services(of: environment)
        } catch {
            throw CommandFailure(.usage, error.message)
        }
    }

    /// The state of an environment that is up; one that is not is a usage error.
    static func state(_ name: String, in folder: ProjectFolder) throws -> StandingState {
        _ = try environment(name, in: folder)
        let standing = Keepers.of(folder).folder(name)
        guard let keeper = standing.keeper, let state = standing.state, state.process == keeper, state.phase == .up
        else { throw CommandFailure(.usage, "environment '\(name)' is not up: `assay env up \(name)` brings it up") }
        return state
    }

    static func failure(_ error: LaunchError) -> CommandFailure {
        CommandFailure(.infrastructure, ([error.message] + error.details).joined(separator: "\n"))
    }
}

/// Which project an `env` command is about.
struct EnvOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "Configuration file (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @OptionGroup var overlaid: OverlayOptions

    func folder() throws -> ProjectFolder {
        try ProjectFolder.load(config, notes: false, warnings: false, overlay: overlaid.overlay)
    }
}

/// `assay env up`.
struct EnvUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Bring an environment up, and say how its services are reached."
    )

    @OptionGroup var options: EnvOptions

    @Argument(help: "Its name.")
    var name: String

    func run() async throws {
        let folder = try options.folder()
        let environment = try EnvCommand.environment(name, in: folder)
        guard !environment.services.isEmpty else {
            throw CommandFailure(.usage, "environment '\(name)' has no services: there is nothing to bring up")
        }
        let keepers = Keepers.of(folder)
        let interrupts = Interrupts.stream()
        let bringing = Task { () -> Result<StandingState, LaunchError> in
            do throws(LaunchError) {
                return .success(try await Self.bringUp(environment, keepers))
            } catch {
                return .failure(error)
            }
        }
        let stopping = Task { for await _ in interrupts { bringing.cancel() } }
        let outcome = await bringing.value
        stopping.cancel()
        switch outcome {
        case .success(let state): Console.out(EnvText.up(environment, state).joined(separator: "\n"))
        case .failure(let error): throw EnvCommand.failure(error)
        }
    }

    private static func bringUp(
        _ environment: TestEnvironment,
        _ keepers: StandingEnvironments
    ) async throws(LaunchError) -> StandingState {
        switch try await keepers.standing(environment) {
        case .up(let state): return state
        case .unfit(let reason):
            Console.error("assay: environment '\(environment.name)' is brought up anew: \(reason)")
            _ = try await keepers.takeDown(environment.name)
        case .absent: break
        }
        return try await keepers.bringUp(environment)
    }
}

/// `assay env down`.
struct EnvDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "down", abstract: "Take environments down.")

    @OptionGroup var options: EnvOptions

    @Argument(help: "Their names.")
    var names: [String] = []

    @Flag(help: "Take all of them down, also those that the configuration no longer has.")
    var all = false

    func validate() throws {
        if names.isEmpty != all { throw ValidationError("either names of environments or --all is needed") }
    }

    func run() async throws {
        let folder = try options.folder()
        let keepers = Keepers.of(folder)
        let wanted = all ? keepers.names : names
        for name in wanted {
            do throws(LaunchError) {
                let isDown = try await keepers.takeDown(name)
                Console.out("\(name): \(isDown ? "taken down" : "was not up")")
            } catch {
                throw EnvCommand.failure(error)
            }
        }
        if wanted.isEmpty { Console.out("no environment is up") }
    }
}

/// `assay env list`.
struct EnvListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the environments: which are up, since when, and with what."
    )

    @OptionGroup var options: EnvOptions

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let folder = try options.folder()
        let keepers = Keepers.of(folder)
        let rows = folder.project.environments.map { environment -> EnvText.Row in
            let standing = keepers.folder(environment.name)
            return EnvText.Row(environment: environment, keeper: standing.keeper, state: standing.state)
        }
        let now = SystemClock().wallTime()
        switch output {
        case .text:
            if rows.isEmpty { Console.out("the configuration has no environments") }
            for row in rows { Console.out(row.lines(now: now).joined(separator: "\n")) }
        case .json: EnvText.writeJSON(rows)
        }
    }
}
