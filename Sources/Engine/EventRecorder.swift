package import Core
import Synchronization

/// Stamps every event of a run, once, and hands it to all who want it, in one order.
package final class EventRecorder: Sendable {
    private let run: String
    private let clock: any RunClock
    private let sinks: [any EventSink]
    /// The number of the next event.
    private let next: Mutex<Int>

    /// `run` is the run's id, `first` the number of the next event: not 0 where the run goes on that was cut off.
    package init(run: String, clock: any RunClock, sinks: [any EventSink], first: Int = 0) {
        next = Mutex(first)
        self.run = run
        self.clock = clock
        self.sinks = sinks
    }

    package func record(_ event: RunEvent) {
        // Within the lock: two threads must not hand over their events in another order than that of the numbers.
        next.withLock { next in
            let recorded = RecordedEvent(run: run, sequence: next, time: clock.wallTime(), event: event)
            next += 1
            for sink in sinks { sink.receive(recorded) }
        }
    }
}
