package import Core

/// Takes every event of a run in order: the event log, the terminal, the dashboard.
package protocol EventSink: Sendable {
    /// Must not block for long and must not throw: a recording error never fails a test.
    func receive(_ recorded: RecordedEvent)
}
