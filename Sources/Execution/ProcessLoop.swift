import CLinux
import Core
import Engine
import Glibc
import Synchronization

/// The one thread that starts, watches, drains, kills and reaps every process of this program.
///
/// One thread for all: a child's parent-death signal is tied to the thread that started it, which therefore has to
/// live as long as the program; and with a single reaper no process id is reused between a look at it and a signal.
final class ProcessLoop: Sendable {
    /// What other threads ask of the loop.
    enum Request: Sendable {
        case start(Launch)
        case stop(UInt64, grace: Duration)
        case kill(UInt64)
    }

    /// A command on its way, with what its runner adds to it.
    struct Launch: Sendable {
        var command: ProcessCommand
        var candidates: [String]
        var environment: [String]
        /// Entries of the environment that are no text.
        var environmentBytes: [[UInt8]] = []
        /// Unique text that the environment of the process and of all its descendants holds.
        var marker: String
        var logLimit: Int
        var mask: SecretMask
        var guardian: GuardianLink?
        var reply: @Sendable (Result<UnitHandle, LaunchError>) -> Void
    }

    private struct Channel {
        var waiting: [Request] = []
        /// Why the loop cannot run; nil while it can.
        var problem: String?
    }

    static let shared = ProcessLoop()

    private let channel = Mutex(Channel())
    private let wake: Int32

    private init() {
        _ = csys_secure_standard_descriptors()
        wake = csys_eventfd()
        let epoll = csys_epoll_create()
        guard wake >= 0, epoll >= 0, csys_epoll_add(epoll, wake, 0) == 0 else {
            fail("cannot watch processes: \(systemError(errno))")
            return
        }
        // A reader that goes away, or a log that hits the file size limit, must be an error, not the program's end.
        _ = csys_ignore_signal(SIGPIPE)
        _ = csys_ignore_signal(SIGXFSZ)
        // A parent may have left it ignored: ended children would vanish before they can be asked how they ended.
        _ = csys_default_signal(SIGCHLD)
        _ = csys_become_subreaper()
        let started = DedicatedThread.start { [self] in
            csys_block_all_signals()
            ProcessLoopState(loop: self, epoll: epoll, wake: wake).run()
        }
        if !started { fail("cannot start a thread: \(systemError(errno))") }
    }

    func post(_ request: Request) {
        let problem: String? = channel.withLock { channel in
            if channel.problem == nil { channel.waiting.append(request) }
            return channel.problem
        }
        if let problem {
            if case .start(let launch) = request { launch.reply(.failure(LaunchError(problem))) }
            return
        }
        var one: UInt64 = 1
        _ = write(wake, &one, MemoryLayout<UInt64>.size)
    }

    /// Takes all requests; on the loop's thread.
    func takeRequests() -> [Request] {
        var count: UInt64 = 0
        _ = read(wake, &count, MemoryLayout<UInt64>.size)
        return channel.withLock { channel in
            defer { channel.waiting = [] }
            return channel.waiting
        }
    }

    private func fail(_ problem: String) { channel.withLock { $0.problem = problem } }
}
