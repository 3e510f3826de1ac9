import Glibc

/// Kills every process of a run whose program is gone, look after look, until none is found.
struct GuardianSweep {
    /// Text in the environment of every process of the run.
    let marker: String
    /// Sessions that were alive when the program died: their processes may have cleared their environment.
    let sessions: Set<Int32>

    /// A single look can miss a process that is being forked: two in a row must find nothing.
    private static let quietLooks = 2
    private static let limit: Duration = .seconds(30)

    func run() {
        let start = SystemClock.now()
        var quiet = 0
        while quiet < Self.quietLooks, SystemClock.now() - start < Self.limit {
            let found = survivors()
            for id in found { kill(id, SIGKILL) }
            quiet = found.isEmpty ? quiet + 1 : 0
            usleep(found.isEmpty ? 20_000 : 2_000)
        }
    }

    /// Marked processes, those of the run's sessions, and the descendants of both; the oldest first, so that no script
    /// goes on to its next command because the one before it was killed.
    func survivors() -> [Int32] {
        let own = getpid()
        let text = Array(marker.utf8)
        let entries = ProcessTable.all().compactMap(ProcessTable.entry).filter {
            !$0.ended && $0.id != own && $0.id != 1
        }
        var chosen = Set(
            entries.filter {
                sessions.contains($0.session) || ProcessTable.environment(of: $0.id, contains: text)
            }.map(\.id)
        )
        var grown = true
        while grown {
            grown = false
            for entry in entries where chosen.contains(entry.parent) && chosen.insert(entry.id).inserted {
                grown = true
            }
        }
        return entries.filter { chosen.contains($0.id) }.sorted { ($0.started, $0.id) < ($1.started, $1.id) }.map(\.id)
    }
}
