import Engine
import Glibc
import History
import Synchronization

/// Connections to one history, so that several readers and a writer do not wait for each other.
final class HistoryPool: Sendable {
    private struct State {
        var idle: [SQLiteHistory] = []
        /// Which file they are of: an index that was made anew is another one.
        var file: UInt64 = 0
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    /// Calls the function with a connection that nobody else uses meanwhile.
    func read<Value>(_ body: (SQLiteHistory) throws(HistoryError) -> Value) throws(HistoryError) -> Value {
        let (file, known) = take()
        let history = if let known { known } else { try SQLiteHistory(path: path) }
        defer { putBack(history, file) }
        return try body(history)
    }

    private func take() -> (file: UInt64, history: SQLiteHistory?) {
        var status = stat()
        let file = stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
        return state.withLock { state in
            if state.file != file { state = State(idle: [], file: file) }
            return (file, state.idle.popLast())
        }
    }

    private func putBack(_ history: SQLiteHistory, _ file: UInt64) {
        state.withLock { state in
            if state.file == file { state.idle.append(history) }
        }
    }
}
