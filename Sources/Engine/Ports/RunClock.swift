/// Time for the run loop: wall time for records, monotonic time for deadlines.
package protocol RunClock: Sendable {
    /// Seconds since 1970.
    func wallTime() -> Double
    /// Time since an arbitrary fixed point; never goes back.
    func monotonicTime() -> Duration
    /// Returns at the given monotonic time, or earlier by throwing when the task is cancelled.
    func sleep(until deadline: Duration) async throws
}
