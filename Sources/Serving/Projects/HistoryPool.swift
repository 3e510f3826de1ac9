import Engine
import Glibc
import History
import Synchronization

/// Connections to one history, so that several readers and a writer do not wait for each other.
final class HistoryPool: Sendable {
    private let path: String

    init(path: String) { self.path = path }

    /// MiB of the file that one of many connections keeps in memory: the system keeps more of it for all of them.
    private static let cache = 8

    /// Calls the function with a connection that nobody else uses meanwhile.
    func read<Value>(_ body: (SQLiteHistory) throws(HistoryError) -> Value) throws(HistoryError) -> Value {
        try use(isWriter: false, body)
    }

    /// The same for whoever takes in runs: a connection that knows the tests of the last one.
    func write<Value>(_ body: (SQLiteHistory) throws(HistoryError) -> Value) throws(HistoryError) -> Value {
        try use(isWriter: true, body)
    }

    private func use<Value>(
        isWriter: Bool,
        _ body: (SQLiteHistory) throws(HistoryError) -> Value
    ) throws(HistoryError) -> Value {
        // An index that was made anew is another file.
        var status = stat()
        let file = stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
        let place = HistoryPlace(path: path, file: file, isWriter: isWriter)
        let known = IdleHistories.shared.take(place)
        defer { IdleHistories.shared.end() }
        let cache = isWriter ? SQLiteHistory.cache : Self.cache
        let history = if let known { known } else { try SQLiteHistory(path: path, cache: cache) }
        defer { IdleHistories.shared.putBack(history, place) }
        return try body(history)
    }
}

/// Which file a connection is of.
struct HistoryPlace: Sendable, Hashable {
    var path: String
    var file: UInt64
    var isWriter: Bool
}

/// The connections of all projects that nobody uses now: each keeps pages of its file in memory, and so they are few, however many
/// projects there are.
final class IdleHistories: Sendable {
    static let shared = IdleHistories()

    /// In use and idle together.
    private static let most = 6

    private struct State {
        /// The one that was used last comes last.
        var idle: [(place: HistoryPlace, history: SQLiteHistory)] = []
        var used = 0
    }

    private let state = Mutex(State())

    func take(_ place: HistoryPlace) -> SQLiteHistory? {
        state.withLock { state in
            state.used += 1
            // Of a file that is no more nobody wants to read.
            state.idle.removeAll { $0.place.path == place.path && $0.place.file != place.file }
            if let index = state.idle.lastIndex(where: { $0.place == place }) {
                return state.idle.remove(at: index).history
            }
            while !state.idle.isEmpty, state.idle.count + state.used > Self.most { state.idle.removeFirst() }
            return nil
        }
    }

    /// To be followed by `end`.
    func putBack(_ history: SQLiteHistory, _ place: HistoryPlace) {
        state.withLock { $0.idle.append((place, history)) }
    }

    func end() {
        state.withLock { state in
            state.used -= 1
            while !state.idle.isEmpty, state.idle.count + state.used > Self.most { state.idle.removeFirst() }
        }
    }

    /// How many wait; for tests.
    var count: Int { state.withLock { $0.idle.count } }
}
