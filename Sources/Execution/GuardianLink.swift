import CLinux
import Glibc
import Synchronization

/// The run's side of its guardian: starts it once, and tells it which sessions are alive and when to leave.
///
/// The kernel closes this side when the program dies, however it dies: that is the guardian's call to action.
final class GuardianLink: Sendable {
    private enum State {
        case notStarted
        case running(socket: Int32)
        case released
        case failed(String)
    }

    private let command: GuardianCommand
    private let marker: String
    private let state = Mutex(State.notStarted)

    init(command: GuardianCommand, marker: String) {
        self.command = command
        self.marker = marker
    }

    var isRunning: Bool {
        state.withLock { state in
            if case .running = state { true } else { false }
        }
    }

    var problem: String? {
        state.withLock { state in
            if case .failed(let problem) = state { problem } else { nil }
        }
    }

    /// Starts the guardian unless that was done before; nil when there is no new child to watch.
    ///
    /// Called on the loop's thread.
    func launch(null: Int32) -> csys_spawn_result? {
        state.withLock { state in
            guard case .notStarted = state else { return nil }
            var ends: [Int32] = [-1, -1]
            guard csys_socket_pair(&ends) == 0 else {
                state = .failed("cannot create a socket for the guardian: \(systemError(errno))")
                return nil
            }
            let result = spawn(null: null, socket: ends[1])
            Glibc.close(ends[1])
            guard result.error == 0 else {
                Glibc.close(ends[0])
                state = .failed("cannot start the guardian \(command.executable): \(systemError(result.error))")
                return nil
            }
            state = .running(socket: ends[0])
            return result
        }
    }

    func started(_ leader: Int32) { send(GuardianMessage.started(leader)) }

    func ended(_ leader: Int32) { send(GuardianMessage.ended(leader)) }

    /// The run has ended as it should: the guardian leaves without doing anything.
    func release() {
        send(GuardianMessage.release)
        state.withLock { state in
            if case .running(let socket) = state { Glibc.close(socket) }
            state = .released
        }
    }

    private func send(_ message: GuardianMessage) {
        state.withLock { state in
            guard case .running(let socket) = state else { return }
            // A guardian that is gone or stuck must not hold up the run.
            message.bytes.withUnsafeBytes { _ = csys_send_quietly(socket, $0.baseAddress, $0.count) }
        }
    }

    private func spawn(null: Int32, socket: Int32) -> csys_spawn_result {
        let arguments = CStringList(command.arguments + [marker])
        let candidates = CStringList([command.executable])
        return "/".withCString { root in
            var request = csys_spawn_request()
            request.candidates = candidates.constant
            request.arguments = UnsafePointer(arguments.pointer)
            request.environment = UnsafePointer(environ)
            request.directory = root
            request.input = null
            // Not ours: a guardian that outlives us must not keep the pipe of `assay run | less` open.
            request.output = null
            request.errors = null
            request.extra = socket
            request.new_session = 1
            request.die_with_thread = 0
            var result = csys_spawn_result()
            csys_spawn(&request, &result)
            withExtendedLifetime((arguments, candidates)) {}
            return result
        }
    }
}
