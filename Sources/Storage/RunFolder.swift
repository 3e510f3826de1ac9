import Glibc

/// The folder of one run: `events.jsonl`, `logs/`, and `summary.json` once the run has ended.
package struct RunFolder: Sendable, Hashable {
    package let id: String
    /// Absolute path.
    package let path: String

    package var events: String { "\(path)/events.jsonl" }
    package var logs: String { "\(path)/logs" }
    package var summary: String { "\(path)/summary.json" }

    /// Whether the run has ended and been judged.
    package var hasSummary: Bool { access(summary, F_OK) == 0 }

    /// Whether somebody has removed the folder, or a part that every run has.
    package var isMissing: Bool { access(events, F_OK) != 0 || access(logs, F_OK) != 0 }

    /// Whether the run is still under way: its program holds the lock on the event log.
    package var isRunning: Bool {
        let file = open(events, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
