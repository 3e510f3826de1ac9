import Core
import Engine
import Execution
import History
import Judging

/// The runs that a command about the past speaks of: those of one branch, as a person names it or as git knows it.
struct HistoryLine {
    /// nil where the runs are of no known branch, or of all of them.
    var branch: String?
    /// Newest first.
    var runs: [HistoricRun]

    /// The runs of a branch within some time.
    ///
    /// `named`: the branch that a person asks for; nil for the protected one, else that of the working copy, else all.
    /// `from`: seconds since 1970, nil for all time.
    static func find(
        _ session: HistorySession,
        source: ProjectSource,
        named: String?,
        from: Double? = nil,
        until: Double? = nil
    ) throws(HistoryError) -> HistoryLine {
        let runs = { (branch: String?) throws(HistoryError) in
            try session.history.runs(RunQuery(branches: [branch], from: from, until: until))
        }
        if let named { return HistoryLine(branch: named, runs: try runs(named)) }
        let own = GitProbe(directory: source.root, environment: source.environment).state().branch
        for branch in [source.protectedBranch, own, "main", "master"].compactMap(\.self) {
            let found = try runs(branch)
            if !found.isEmpty { return HistoryLine(branch: branch, runs: found) }
        }
        return HistoryLine(branch: nil, runs: try session.history.runs(RunQuery(from: from, until: until)))
    }

    /// `of main`, for headings.
    var words: String { branch.map { "of \($0)" } ?? "of all branches" }
}
