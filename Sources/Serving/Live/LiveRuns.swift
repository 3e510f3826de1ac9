import Core
import Dashboard
import Scanning
import Synchronization
import Wire

/// The runs that are under way, each as its events have told so far.
///
/// In memory alone: a server that starts anew is told all of it again, since it says which event it waits for.
final class LiveRuns: Sendable {
    /// Runs of a project at once; the one that was heard of longest ago goes first.
    private static let most = 64
    /// Seconds without an event after which a run is forgotten.
    private static let patience = 6 * 3600.0
    private static let mostWatchers = 256

    private struct Key: Hashable {
        var project: String
        var run: String
    }

    private struct Entry {
        var run = LiveRun()
        /// When it was heard of last, by our own clock; seconds since 1970.
        var heard: Double
        /// Whether its record has come, so that it is under way no more.
        var hasEnded = false
        var watchers: [Int: AsyncStream<Int>.Continuation] = [:]
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var watcher = 0
        var watchers = 0
    }

    private let state = Mutex(State())

    /// Takes lines of events; the number of the event that is waited for next, or what is wrong with a line.
    func add(_ lines: [UInt8], project: String, run: String, now: Double) -> Result<Int, LiveProblem> {
        var events: [RecordedEvent] = []
        for line in lines.split(separator: 0x0A) {
            switch Self.read(line) {
            case .success(let event):
                guard event.run == run else { return .failure(LiveProblem(text: "an event is of another run")) }
                events.append(event)
            case .failure(let error):
                return .failure(LiveProblem(text: "line \(events.count + 1): \(error.message)"))
            }
        }
        return .success(take(events, Key(project: project, run: run), now))
    }

    private static func read(_ line: ArraySlice<UInt8>) -> Result<RecordedEvent, ScanError> {
        line.withUnsafeBytes { bytes in
            do throws(ScanError) { return .success(try RecordedEvent.read(bytes)) } catch { return .failure(error) }
        }
    }

    private func take(_ events: [RecordedEvent], _ key: Key, _ now: Double) -> Int {
        state.withLock { state in
            var entry = state.entries[key] ?? Entry(heard: now)
            guard !entry.hasEnded else { return entry.run.next }
            let before = entry.run.next
            for event in events { entry.run.receive(event) }
            entry.heard = now
            state.entries[key] = entry
            if entry.run.next > before { for watcher in entry.watchers.values { watcher.yield(entry.run.next) } }
            Self.forget(&state, project: key.project, now)
            return entry.run.next
        }
    }

    private static func forget(_ state: inout State, project: String, _ now: Double) {
        for (key, entry) in state.entries where now - entry.heard > patience { remove(&state, key) }
        let own = state.entries.filter { $0.key.project == project }.sorted { $0.value.heard < $1.value.heard }
        for (key, _) in own.dropLast(most) { remove(&state, key) }
    }

    private static func remove(_ state: inout State, _ key: Key) {
        let entry = state.entries.removeValue(forKey: key)
        for watcher in entry.map({ Array($0.watchers.values) }) ?? [] { watcher.finish() }
    }

    /// The record of a run has come.
    func end(project: String, run: String) {
        let key = Key(project: project, run: run)
        let watchers = state.withLock { state in
            guard var entry = state.entries[key] else { return [AsyncStream<Int>.Continuation]() }
            entry.hasEnded = true
            state.entries[key] = entry
            return Array(entry.watchers.values)
        }
        for watcher in watchers {
            watcher.yield(-1)
            watcher.finish()
        }
    }

    /// nil where there is none that is under way.
    func run(_ run: String, project: String) -> LiveRun? {
        state.withLock { state in
            let entry = state.entries[Key(project: project, run: run)]
            return entry.flatMap { $0.hasEnded || $0.run.context == nil ? nil : $0.run }
        }
    }

    /// Of a project, the newest first.
    func runs(of project: String) -> [(id: String, run: LiveRun)] {
        let own = state.withLock { state in
            state.entries.filter { $0.key.project == project && !$0.value.hasEnded && $0.value.run.context != nil }
        }
        return own.map { (id: $0.key.run, run: $0.value.run) }.sorted { $0.id > $1.id }
    }

    /// The number of the next event, each time that it has changed; nil where there is no such run, or nobody more may
    /// watch.
    func watch(_ run: String, project: String) -> AsyncStream<Int>? {
        let key = Key(project: project, run: run)
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = state.withLock { state in
            guard let entry = state.entries[key], !entry.hasEnded, state.watchers < Self.mostWatchers else {
                return nil
            }
            state.watcher += 1
            state.watchers += 1
            state.entries[key]?.watchers[state.watcher] = continuation
            continuation.yield(entry.run.next)
            return state.watcher
        }
        guard let number else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.watchers -= 1
                state.entries[key]?.watchers[number] = nil
            }
        }
        return stream
    }
}

struct LiveProblem: Error, Sendable, Hashable {
    var text: String
}
