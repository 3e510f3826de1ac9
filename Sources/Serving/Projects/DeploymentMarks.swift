import Dashboard
import Glibc
import Ledger
import Scanning
import Storage
import Synchronization

/// The deployments of a project, for its trends: read again only when its audit log has grown.
final class DeploymentMarks: Sendable {
    private struct State {
        var size: Int64 = -1
        var marks: [View.Mark] = []
    }

    /// So many of the newest are shown.
    private static let most = 200

    private let ledger: Ledger
    private let state = Mutex(State())

    init(folder: String) { ledger = Ledger(folder: folder) }

    /// The oldest first; none where there is no log, or where it cannot be believed: its own page says so.
    var marks: [View.Mark] {
        var status = stat()
        guard stat(ledger.path, &status) == 0 else { return [] }
        let size = Int64(status.st_size)
        return state.withLock { state in
            if state.size != size { state = State(size: size, marks: (try? read()) ?? []) }
            return state.marks
        }
    }

    private func read() throws(StorageError) -> [View.Mark] {
        let deployments = try ledger.read().filter { $0.kind == "deployment" && $0.body["succeeded"]?.bool == true }
        return deployments.suffix(Self.most).map { entry in
            View.Mark(time: entry.time, text: "deployed to \(entry.body["environment"]?.string ?? "")")
        }
    }
}
