import Core
import Engine
import Synchronization

/// Keeps which services were up for the steps of a run.
final class ReadyServices: EventSink {
    private let state = Mutex<[ServiceRecord]>([])

    var records: [ServiceRecord] { state.withLock { $0 } }

    /// What every reader must know of them, each remark once.
    var remarks: [String] {
        var seen: Set<String> = []
        return records.compactMap(\.remark).filter { seen.insert($0).inserted }
    }

    func receive(_ recorded: RecordedEvent) {
        guard case .serviceReady(let service) = recorded.event else { return }
        state.withLock { $0.append(service) }
    }
}
