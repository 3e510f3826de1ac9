import ArgumentParser
import Core
import Execution

/// `assay __guardian`: the helper process that cleans up when Assay itself is killed; not for people.
struct GuardianCommandLine: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "__guardian", shouldDisplay: false)

    @Argument(parsing: .allUnrecognized)
    var arguments: [String] = []

    func run() throws {
        let code = Guardian.main(arguments: arguments)
        if code != 0 { throw CommandFailure(.infrastructure) }
    }
}
