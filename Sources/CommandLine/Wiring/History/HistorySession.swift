import Core
import Engine
import Glibc
import History

/// A project's history while a command runs: opened once, with every run taken in that the index lacks.
///
/// What is wrong with it is a warning: no test fails because its history cannot be kept.
struct HistorySession {
    var files: ProjectHistory
    var history: SQLiteHistory
    /// What happened to the index while it was opened, and of what could not be taken in.
    var remarks: [String]

    /// nil, with a warning, where the history cannot be used.
    static func open(root: String, shared: String?) -> HistorySession? {
        let files = ProjectHistory(root: root, shared: shared)
        var bar = ProgressBar("taking runs into the history")
        do throws(HistoryError) {
            let (history, synced) = try files.open { bar.show($0, of: $1) }
            bar.end()
            let remarks = synced.remarks + Self.words(synced.problems)
            for remark in remarks { Console.error("warning: \(remark)") }
            return HistorySession(files: files, history: history, remarks: remarks)
        } catch {
            bar.end()
            Console.error("warning: no history: \(error)")
            return nil
        }
    }

    /// The same for a command that is about nothing else: what is wrong ends it.
    static func required(root: String, shared: String?) throws -> HistorySession {
        guard let session = open(root: root, shared: shared) else {
            throw CommandFailure(.infrastructure, "the history of \(root) cannot be read")
        }
        return session
    }

    static func words(_ problems: [RecordProblem]) -> [String] {
        guard let first = problems.first else { return [] }
        let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
        return [
            "\(problems.count == 1 ? "a run is" : "\(problems.count) runs are") not in the history: \(first)\(more)"
        ]
    }
}
