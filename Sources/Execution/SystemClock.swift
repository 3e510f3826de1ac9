import Engine
import Glibc

/// The machine's clocks.
package struct SystemClock: RunClock {
    package init() {}

    package func wallTime() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    package func monotonicTime() -> Duration { Self.now() }

    package func sleep(until deadline: Duration) async throws {
        let remaining = deadline - Self.now()
        if remaining > .zero { try await Task.sleep(for: remaining) } else { try Task.checkCancellation() }
    }

    /// Time since the machine started, its sleep not counted.
    static func now() -> Duration {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)
    }
}
