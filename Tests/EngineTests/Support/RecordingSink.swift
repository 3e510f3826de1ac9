import Core
import Engine
import Synchronization

/// Keeps every event in the order in which it came.
final class RecordingSink: EventSink {
    private let state = Mutex<[RecordedEvent]>([])

    var recorded: [RecordedEvent] { state.withLock { $0 } }
    var events: [RunEvent] { recorded.map(\.event) }

    func receive(_ recorded: RecordedEvent) { state.withLock { $0.append(recorded) } }
}
