package import Core

/// Takes every event of a run in order: the event log, the terminal, the dashboard.
package protocol EventSink: Sendable {
    /// Takes what happened at `time`, in seconds since 1970.
    ///
    /// Must not block for long and must not throw: a recording error never fails a test.
    func receive(_ event: RunEvent, at time: Double)
}
