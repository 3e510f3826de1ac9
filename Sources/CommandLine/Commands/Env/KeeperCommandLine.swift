import ArgumentParser
import Core
import Environments
import Execution

/// `assay __keeper`: the process that keeps an environment up between runs; not for people.
struct KeeperCommandLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "__keeper", shouldDisplay: false)

    @Option
    var config: String

    @OptionGroup var overlaid: OverlayOptions

    @Argument
    var name: String

    func run() async throws {
        let interrupts = Interrupts.stream()
        let requests = Interrupts.statusRequests()
        let folder = try ProjectFolder.load(config, notes: false, warnings: false, overlay: overlaid.overlay)
        let environment = try EnvCommand.environment(name, in: folder)
        let secrets = SecretStore(
            folder.project.secrets,
            root: folder.root,
            environment: ProcessEnvironment.current()
        )
        let runner = LinuxProcessRunner(
            guardian: .ownProgram,
            inherited: ProcessEnvironment.bytes(),
            mask: secrets.mask
        )
        let services = try EnvCommand.services(of: environment, in: folder)
        let keeper = EnvironmentKeeper(
            environment,
            services: services,
            root: folder.root,
            runner: runner,
            clock: SystemClock(),
            secrets: secrets
        )
        let (wishes, sender) = AsyncStream.makeStream(of: EnvironmentKeeper.Wish.self)
        let ends = Task { for await _ in interrupts { sender.yield(.end) } }
        let checks = Task { for await _ in requests { sender.yield(.check) } }
        let isKept = await keeper.keep(wishes)
        ends.cancel()
        checks.cancel()
        runner.close()
        if !isKept { throw CommandFailure(.infrastructure) }
    }
}
