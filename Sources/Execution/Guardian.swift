import CLinux
import Glibc

/// Waits for the end of a run and, when it was sudden, kills everything that the run has left behind.
///
/// A program that is killed by SIGKILL, by the out-of-memory killer or by a bug cannot clean up after itself. The
/// parent-death signal reaches only its direct children, and no kernel feature that needs no privilege reaches the
/// rest. So a second process waits, in a session of its own, for the run's socket to close. It finds what is left by
/// the run's token in the environment, by the sessions that the run has told it of, and by descent from both.
package enum Guardian {
    /// The main function of `assay __guardian MARKER`, whose exit code it returns.
    ///
    /// Takes the argument vector after `__guardian`. Descriptor 3 is the socket of the run.
    package static func main(arguments: [String]) -> Int32 {
        guard let marker = arguments.last, marker.utf8.count >= 16, fcntl(3, F_GETFD) >= 0 else { return 2 }
        // A service manager that stops everything at once must not stop the guardian before its run has ended.
        for number in Interrupts.signals + [SIGPIPE] { _ = csys_ignore_signal(number) }
        watch(socket: 3, marker: marker)
        return 0
    }

    /// Returns when the run has ended and, unless it released the guardian, nothing of it is left.
    static func watch(socket: Int32, marker: String) {
        var sessions: Set<Int32> = []
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(socket, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            pending += buffer.prefix(count)
            while pending.count >= GuardianMessage.length {
                switch GuardianMessage(pending.prefix(GuardianMessage.length)) {
                case .started(let leader): sessions.insert(leader)
                case .ended(let leader): sessions.remove(leader)
                case .release: return
                case nil: break
                }
                pending.removeFirst(GuardianMessage.length)
            }
        }
        GuardianSweep(marker: marker, sessions: sessions).run()
    }
}
