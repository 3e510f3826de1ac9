package import ArgumentParser
import CLinux
import Containers
import Core
import Criteria
import Environments
import Glibc

/// The command `assay`.
package struct Assay: AsyncParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Run a project's whole test pipeline and say whether the change is good enough.",
        discussion: "Green means measured: a verdict rests on evidence that Assay can show, or it is not green.",
        version: version,
        subcommands: [GuardianCommandLine.self, KeeperCommandLine.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Start",
                subcommands: [
                    InitCommand.self, CheckCommand.self, PlanCommand.self, DoctorCommand.self, SchemaCommand.self,
                    CompletionCommand.self, ListCommand.self,
                ]
            ),
            CommandGroup(
                name: "Run",
                subcommands: [
                    RunCommand.self, SelectCommand.self, ExplainCommand.self, EnvCommand.self, CleanCommand.self,
                    MockCommand.self, DataCommand.self,
                ]
            ),
            CommandGroup(
                name: "Judge",
                subcommands: [
                    AggregateCommand.self, InspectCommand.self, ValidateCommand.self, ReportCommand.self,
                    KeygenCommand.self, AttestCommand.self, VerifyCommand.self, WaiveCommand.self,
                ]
            ),
            CommandGroup(
                name: "Ship",
                subcommands: [
                    CICommand.self, PushCommand.self, DeployCommand.self, IncidentCommand.self, NotifyCommand.self,
                    AuditCommand.self, ServeCommand.self,
                ]
            ),
            CommandGroup(
                name: "Past",
                subcommands: [
                    RunsCommand.self, LogsCommand.self, FlakyCommand.self, QuarantineCommand.self, ImproveCommand.self,
                    ReviewCommand.self, ReplayCommand.self, HistoryCommand.self,
                ]
            ),
        ]
    )

    package init() {}

    /// Ends the process at once, with everything said; where that could not be written the work is not done.
    static func leave(_ code: Core.ExitCode) -> Never {
        guard let problem = Console.problem else { Glibc.exit(code.rawValue) }
        Console.error("assay: standard output is not whole: \(problem)")
        Glibc.exit(code == .pass ? Core.ExitCode.infrastructure.rawValue : code.rawValue)
    }

    /// Ends the process without taking apart, value by value, what is `kept`: that takes as long as reading it did.
    static func leave(_ code: Core.ExitCode, keeping kept: some Sendable) -> Never {
        // Retained for good: of a value that is merely kept in scope the optimiser sees no use, and frees it first.
        _ = Unmanaged.passRetained(Kept(kept))
        leave(code)
    }

    /// Swift's thread pool reads in /proc how its workers fare, and ends the program at some moment where it cannot; what a step
    /// leaves behind is found there, too.
    private static func requireProcesses() throws(CommandFailure) {
        guard access("/proc/self/stat", R_OK) != 0 else { return }
        throw CommandFailure(
            .infrastructure,
            "/proc is not there, and without it nobody knows which processes run; mount it: `mount -t proc proc /proc`"
        )
    }

    /// Names the command that was meant, where the first word is none.
    static func unknownCommand(_ arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(word) else { return nil }
        let shown = names.filter { !$0.hasPrefix("_") }
        let meant = Resemblance.nearest(to: word, among: shown).map { "; did you mean `\($0)`?" } ?? "."
        return "there is no command `\(word)`\(meant) The commands are \(shown.joined(separator: ", "))"
    }

    private final class Kept<Value: Sendable>: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    /// Parses the arguments, runs the command, and exits with its code; usage errors exit with 2.
    package static func start() async -> Never {
        Console.begin()
        csys_prepare_heap()
        let arguments = (1..<max(1, csys_argument_count())).compactMap { csys_argument($0).map { String(cString: $0) } }
        guard !arguments.isEmpty else {
            Console.error(helpMessage() + "\n\nassay: nothing was asked for")
            leave(.usage)
        }
        // The helper process that has one container ends exactly as what is in there does; not for people.
        if arguments.first == ContainerProgram.name {
            let code = ContainerProgram.main(
                arguments: Array(arguments.dropFirst()),
                environment: ProcessEnvironment.current()
            )
            Glibc.exit(code)
        }
        if let problem = unknownCommand(arguments) {
            Console.error("assay: \(problem)")
            leave(.usage)
        }
        do {
            var command = try parseAsRoot(SelectCommand.completed(arguments))
            try requireProcesses()
            // What a killed run has left behind goes with the next command, whichever it is.
            if !(command is GuardianCommandLine) { Leftovers.sweep() }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            leave(.pass)
        } catch let failure as CommandFailure {
            if let message = failure.message { Console.error("assay: \(message)") }
            leave(failure.code)
        } catch {
            let text = fullMessage(for: error)
            let code = exitCode(for: error)
            if code.isSuccess {
                Console.out(text)
                leave(.pass)
            }
            Console.error(text)
            leave(.usage)
        }
    }
}
