import Engine
import Synchronization

/// A clock that stands still, or that jumps to whatever time someone waits for; nothing ever waits for real.
final class ManualClock: RunClock {
    private struct State {
        var now: Duration = .zero
    }

    private let state = Mutex(State())
    private let jumps: Bool

    /// - Parameter jumps: a sleep returns at once, and its deadline is then the time; otherwise it lasts until it is
    ///   cancelled.
    init(jumps: Bool = false) { self.jumps = jumps }

    func wallTime() -> Double { 1_000_000 + monotonicTime() / .seconds(1) }
    func monotonicTime() -> Duration { state.withLock { $0.now } }

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    func sleep(until deadline: Duration) async throws {
        if jumps {
            try Task.checkCancellation()
            state.withLock { $0.now = max($0.now, deadline) }
        } else {
            let (never, continuation) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            continuation.finish()
            try Task.checkCancellation()
        }
    }
}
