internal import NIOCore
import Synchronization

/// The connections that are open, and on which of them a request is being answered.
final class OpenConnections: Sendable {
    private struct Entry {
        var channel: any Channel
        var isBusy = false
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var isEnding = false
    }

    private let state = Mutex(State())

    var isEnding: Bool { state.withLock { $0.isEnding } }
    var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }
    var count: Int { state.withLock { $0.entries.count } }

    /// False where there are too many, or where the server is about to stop.
    func add(_ channel: any Channel, limit: Int) -> Bool {
        state.withLock { state in
            guard !state.isEnding, state.entries.count < limit else { return false }
            state.entries[ObjectIdentifier(channel)] = Entry(channel: channel)
            return true
        }
    }

    func remove(_ channel: any Channel) { state.withLock { $0.entries[ObjectIdentifier(channel)] = nil } }

    func set(_ channel: any Channel, isBusy: Bool) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.isBusy = isBusy }
    }

    /// From now on no connection is taken; those without a request are closed.
    func closeIdle() {
        let idle = state.withLock { state in
            state.isEnding = true
            return state.entries.values.filter { !$0.isBusy }.map(\.channel)
        }
        for channel in idle { channel.close(promise: nil) }
    }

    func closeAll() {
        for channel in state.withLock({ $0.entries.values.map(\.channel) }) { channel.close(promise: nil) }
    }
}
