/// An event of a run as everybody gets it: whose it is, which one, and when.
package struct RecordedEvent: Sendable, Equatable {
    /// The run's id.
    package var run: String
    /// From 0, without a gap, in the order in which things happened.
    package var sequence: Int
    /// Seconds since 1970.
    package var time: Double
    package var event: RunEvent

    package init(run: String, sequence: Int, time: Double, event: RunEvent) {
        self.run = run
        self.sequence = sequence
        self.time = time
        self.event = event
    }
}
