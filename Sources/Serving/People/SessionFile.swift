import Access
import Glibc
import Scanning
import Storage
import Synchronization

/// The browsers that people have signed in with.
///
/// It survives a restart: when each was used last is written once a minute at most.
final class SessionFile: Sendable {
    private static let writesEach = 60.0

    private struct State {
        var sessions: [String: Session] = [:]
        /// Seconds since 1970.
        var written = 0.0
    }

    private let path: String
    private let state: Mutex<State>
    /// Told what cannot be written.
    private let problem: @Sendable (String) -> Void

    init(_ path: String, problem: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.problem = problem
        let text = (try? MappedFile(path: path))?.withBytes { String(decoding: Array($0), as: UTF8.self) } ?? ""
        let known = text.split(separator: "\n").compactMap { Session(line: $0) }
        state = Mutex(State(sessions: Dictionary(known.map { ($0.digest, $0) }) { first, _ in first }))
    }

    /// A new one; the text that the browser is told.
    func open(_ account: String, now: Double) -> String {
        let text = Secret.make()
        let session = Session(digest: Secret.digest(of: text), account: account, created: now)
        state.withLock { state in
            state.sessions = state.sessions.filter { $0.value.isAlive(at: now) }
            let own = state.sessions.values.filter { $0.account == account }.sorted { $0.used < $1.used }
            for old in own.dropLast(Session.mostForEach - 1) { state.sessions[old.digest] = nil }
            state.sessions[session.digest] = session
            write(&state, now)
        }
        return text
    }

    /// The session that a browser holds, used now; nil for none that is alive.
    func use(_ text: String, now: Double) -> Session? {
        guard text.utf8.count == 64 else { return nil }
        let digest = Secret.digest(of: text)
        return state.withLock { state in
            guard var session = state.sessions[digest] else { return nil }
            guard session.isAlive(at: now) else {
                state.sessions[digest] = nil
                return nil
            }
            session.used = max(session.used, now)
            state.sessions[digest] = session
            if now - state.written >= Self.writesEach { write(&state, now) }
            return session
        }
    }

    func end(_ digest: String, now: Double) {
        state.withLock { state in
            state.sessions[digest] = nil
            write(&state, now)
        }
    }

    /// Ends those of an account; how many there were.
    ///
    /// `keeping`: the digest of one that goes on.
    @discardableResult
    func endAll(of account: String, keeping: String? = nil, now: Double) -> Int {
        state.withLock { state in
            let ended = state.sessions.values.filter { $0.account == account && $0.digest != keeping }
            for session in ended { state.sessions[session.digest] = nil }
            write(&state, now)
            return ended.count
        }
    }

    func count(of account: String, now: Double) -> Int {
        state.withLock { $0.sessions.values.count { $0.account == account && $0.isAlive(at: now) } }
    }

    private func write(_ state: inout State, _ now: Double) {
        state.written = now
        let text = state.sessions.values.map { $0.line + "\n" }.joined()
        do throws(StorageError) { try SecretFile.write(Array(text.utf8), to: path) } catch {
            problem("\(error)")
        }
    }
}
