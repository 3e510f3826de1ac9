import ArgumentParser
import Core
import Engine
import Execution
import Glibc
import TestData

/// `assay env restore`: what a test calls to begin with the data that its step began with.
struct EnvRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take a step's data back to what they were when it began: databases, and its folder of fixtures.",
        discussion: """
            For tests of a step whose kind has `state_management: snapshot_restore` or fixtures; they find their data by the
            variable ASSAY_DATA_STATE. Tests that restore at once wait for each other.
            """
    )

    @Flag(name: [.short, .long], help: "Say nothing where it went well.")
    var quiet = false

    func run() async throws {
        let environment = ProcessEnvironment.current()
        var template = Array("/tmp/assay-restore-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw CommandFailure(.infrastructure, "no folder can be made in /tmp")
        }
        let logs = String(cString: made)
        defer { Folders.remove(logs) }
        let runner = LinuxProcessRunner(guardian: nil, inherited: ProcessEnvironment.bytes())
        defer { runner.close() }
        do throws(LaunchError) {
            let restorer = try DataRestorer(
                path: environment["ASSAY_DATA_STATE"],
                runner: runner,
                inherited: environment,
                logs: logs
            )
            let restored = try await restorer.run()
            guard !quiet else { return }
            let what =
                restored.words.isEmpty ? "nothing to restore" : "restored: \(restored.words.joined(separator: ", "))"
            Console.error("assay: \(what)")
            for note in restored.notes { Console.error("  \(note)") }
        } catch {
            throw EnvCommand.failure(error)
        }
    }
}
