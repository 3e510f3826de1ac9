import ArgumentParser
import Core
import Engine
import Environments
import Execution
import Glibc

/// `assay env logs`.
struct EnvLogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Print what the services of an environment have printed since it was brought up."
    )

    @OptionGroup var options: EnvOptions

    @Argument(help: "The environment's name.")
    var name: String

    @Argument(help: "A service of it; all where there is none.")
    var service: String?

    func run() async throws {
        let folder = try options.folder()
        _ = try EnvCommand.environment(name, in: folder)
        let standing = Keepers.of(folder).folder(name)
        guard let state = standing.state else {
            throw CommandFailure(.usage, "environment '\(name)' has never been up: `assay env up \(name)`")
        }
        let services = state.services.filter { service == nil || $0.name == service }
        if let service, services.isEmpty {
            let known = state.services.map(\.name).joined(separator: ", ")
            throw CommandFailure(.usage, "environment '\(name)' has no service '\(service)'; it has \(known)")
        }
        // Of one that did not come up the reason holds the end of the output.
        if services.isEmpty { ([state.problem].compactMap(\.self) + state.details).forEach(Console.out) }
        for service in services {
            if services.count > 1 { Console.out("──── \(service.name)") }
            Self.print("\(standing.path)/\(service.log)")
        }
    }

    private static func print(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(file, &buffer, buffer.count), count > 0 {
            Console.write(buffer[..<count], to: STDOUT_FILENO)
        }
    }
}

/// `assay env exec`.
struct EnvExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command with the variables of an environment that is up; {services.db.port} works in it, too."
    )

    @OptionGroup var options: EnvOptions

    @Argument(help: "The environment's name.")
    var name: String

    @Argument(parsing: .postTerminator, help: "Behind --: the command and its arguments.")
    var command: [String] = []

    func validate() throws {
        if command.isEmpty { throw ValidationError("the command is missing: assay env exec \(name) -- psql") }
    }

    func run() async throws {
        let folder = try options.folder()
        let state = try EnvCommand.state(name, in: folder)
        let substitution = Substitution(state.access.values)
        for (name, value) in state.access.variables { setenv(name, value, 1) }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup(substitution.text($0)) }
        arguments.append(nil)
        if let program = arguments[0] { execvp(program, &arguments) }
        let reason = String(cString: strerror(errno))
        throw CommandFailure(.usage, "\(command[0]) cannot be run: \(reason)")
    }
}
