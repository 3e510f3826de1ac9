import CLinux
package import Engine
import Glibc
import Synchronization

/// Programs that outlive this one: each in a session of its own, its output in a file.
package enum DetachedProcess {
    /// Those that run: the sweep behind a step leaves them alone.
    private static let running = Mutex<Set<Int32>>([])

    /// Starts a program; `directory` and `log` are absolute, the log is written anew.
    package static func start(
        _ command: GuardianCommand,
        environment: [[UInt8]],
        directory: String,
        log: String
    ) throws(LaunchError) -> Int32 {
        let output = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw LaunchError("\(log) cannot be written: \(systemError(errno))") }
        defer { close(output) }
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { if null >= 0 { close(null) } }
        let arguments = CStringList(command.arguments)
        let entries = CStringList([], bytes: environment)
        let candidates = CStringList([command.executable])
        var result = csys_spawn_result()
        directory.withCString { directory in
            var request = csys_spawn_request(
                candidates: candidates,
                arguments: arguments,
                environment: entries,
                directory: directory,
                input: null,
                output: output
            )
            request.die_with_thread = 0
            running.withLock { running in
                csys_spawn(&request, &result)
                if result.error == 0 { running.insert(result.pid) }
            }
        }
        withExtendedLifetime((arguments, entries, candidates)) {}
        guard result.error == 0 else {
            throw LaunchError("\(command.arguments.first ?? "") could not be started: \(systemError(result.error))")
        }
        close(result.pidfd)
        return result.pid
    }

    /// Whether a program that was started here still runs.
    package static func isRunning(_ process: Int32) -> Bool {
        guard isDetached(process) else { return false }
        guard csys_reap_child(process) != 0 else { return true }
        running.withLock { _ = $0.remove(process) }
        return false
    }

    static func isDetached(_ process: Int32) -> Bool { running.withLock { $0.contains(process) } }
}
