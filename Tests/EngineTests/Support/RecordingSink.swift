import Core
import Engine
import Synchronization

/// Keeps every event in the order in which it came.
final class RecordingSink: EventSink {
    private let state = Mutex<[RunEvent]>([])

    var events: [RunEvent] { state.withLock { $0 } }

    func receive(_ event: RunEvent, at time: Double) { state.withLock { $0.append(event) } }
}
