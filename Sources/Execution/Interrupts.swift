import CSystem
package import Engine
import Glibc
import Synchronization

/// Turns signals that ask for the end into a stream of wishes: Ctrl-C, a service manager's stop, a closed terminal, and
/// every other signal that would otherwise end the program without its teardown.
///
/// USR1 asks for a status instead.
/// Children are started with the default dispositions all the same.
package enum Interrupts {
    private struct Listener {
        var continuation: AsyncStream<Interrupt>.Continuation
        var wishes = StopWishes()
    }

    /// All whose default is to end the program, but for faults of its own, and KILL, which cannot be caught.
    ///
    /// The library keeps 32 and 33 to itself.
    static let signals: [Int32] =
        [
            SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGSTKFLT, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO,
            SIGPWR,
        ] + (34...64)

    /// Those who want to know when somebody asks how the run is going.
    private static let askers = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private static let listeners = Mutex<[Int: Listener]>([:])
    private static let installed = Mutex(false)

    /// Every wish from now on; the first call takes the signals away from their default, which ends the program.
    ///
    /// A signal that this program was started with as ignored stays ignored, as `nohup` asks for.
    package static func stream() -> AsyncStream<Interrupt> {
        let (stream, continuation) = AsyncStream.makeStream(of: Interrupt.self, bufferingPolicy: .bufferingNewest(16))
        let id = listeners.withLock { listeners in
            let id = (listeners.keys.max() ?? 0) + 1
            listeners[id] = Listener(continuation: continuation)
            return id
        }
        continuation.onTermination = { _ in _ = listeners.withLock { $0.removeValue(forKey: id) } }
        installed.withLock { installed in
            if !installed { installed = install() }
        }
        return stream
    }

    /// Every USR1 from now on: it asks how the run is going.
    ///
    /// Without a stream of interrupts it ends the program, as ever.
    package static func statusRequests() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = askers.withLock { askers in
            let id = (askers.keys.max() ?? 0) + 1
            askers[id] = continuation
            return id
        }
        continuation.onTermination = { _ in _ = askers.withLock { $0.removeValue(forKey: id) } }
        return stream
    }

    /// Lets the next signal end the program at once, as if nobody listened.
    package static func restoreDefaults() {
        for signal in signals { _ = csys_default_signal(signal) }
    }

    private static func install() -> Bool {
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0, csys_set_nonblocking(ends[1]) == 0 else { return false }
        let reading = ends[0]
        guard DedicatedThread.start({ deliver(from: reading) }) else { return false }
        for signal in signals where csys_is_ignored(signal) == 0 {
            _ = csys_forward_signal(signal, ends[1])
        }
        _ = csys_ignore_signal(SIGPIPE)
        return true
    }

    private static func deliver(from pipe: Int32) {
        // Other threads may block the signals, for instance those of the concurrency runtime: this one takes them.
        csys_unblock_all_signals()
        var byte: UInt8 = 0
        while true {
            let count = read(pipe, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return }
            if Int32(byte) == SIGUSR1 {
                askers.withLock { for asker in $0.values { asker.yield() } }
                continue
            }
            let source: StopWishes.Source = Int32(byte) == SIGHUP ? .terminalClosed : .asked
            let now = SystemClock.now()
            listeners.withLock { listeners in
                for id in listeners.keys where listeners[id]?.wishes.receive(source, at: now) == true {
                    listeners[id]?.continuation.yield(Interrupt())
                }
            }
        }
    }
}
