package import Engine
import Execution
import Glibc
import Scanning

/// Takes what a step was given back to what it was when the step began: `assay env restore`.
package struct DataRestorer: Sendable {
    private let state: DataState
    private let path: String
    private let tool: DataTool

    /// What was taken back, and what a person should know of it.
    package struct Restored: Sendable {
        package var words: [String] = []
        package var notes: [String] = []
    }

    /// `path` is the file that the variable `ASSAY_DATA_STATE` names; `logs` the absolute path of a folder for output.
    package init(
        path: String?,
        runner: any ProcessRunner,
        inherited: [String: String],
        logs: String
    ) throws(LaunchError) {
        guard let path, !path.isEmpty else {
            throw LaunchError(
                "nothing says what is to be restored: this is for tests of a step whose kind has data "
                    + "(`test_data_orchestration`), which find it by the variable \(DataState.variable)"
            )
        }
        let json = (try? MappedFile(path: path))?.withBytes { try? JSON(parsing: $0) }
        guard let json, let state = DataState(json) else {
            throw LaunchError("\(path) does not say what is to be restored")
        }
        self.state = state
        self.path = path
        tool = DataTool(runner: runner, inherited: inherited, directory: "/", logs: logs)
    }

    init(state: DataState, tool: DataTool) {
        self.state = state
        path = ""
        self.tool = tool
    }

    /// One after the other: two tests that restore at once wait for each other.
    package func run() async throws(LaunchError) -> Restored {
        let lock = path.isEmpty ? -1 : open(path, O_RDONLY | O_CLOEXEC)
        if lock >= 0 { flock(lock, LOCK_EX) }
        defer { if lock >= 0 { close(lock) } }
        var restored = Restored()
        for database in state.databases {
            let point = database.point
            switch point.kind {
            case .postgres:
                let ended = try await PostgresSnapshot(point: point, tool: tool).restore()
                if ended > 0 {
                    let connections = ended == 1 ? "1 open connection" : "\(ended) open connections"
                    restored.notes.append("\(connections) to \"\(point.name)\" had to be ended")
                }
            case .redis: try RedisSnapshot(point: point).restore(from: database.snapshot)
            }
            restored.words.append(point.name)
        }
        if let folder = state.folder, let originals = state.originals {
            try FixtureFolder.copyAll(originals, to: folder)
            restored.words.append("fixtures")
        }
        return restored
    }
}
