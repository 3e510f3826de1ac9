package import Core
import Engine
package import History
import Synchronization

/// A project that the dashboard shows.
package final class ServedProject: Sendable {
    /// What the configuration of a project says of it.
    package struct Configured: Sendable {
        /// Branches of which the first that has runs is shown, unless a reader names another one.
        package var branches: [String]
        package var quarantine = Quarantine()
        /// Who answers for a test; nil where the project names nobody at all.
        package var owner: (@Sendable (TestKey) -> String?)?
        package var settings = InsightSettings()

        package init(branches: [String] = ["main", "master"]) { self.branches = branches }
    }

    /// What is known of a project besides its history.
    package struct Surroundings: Sendable {
        /// As it is now; asked on a thread that may wait.
        package var configured: @Sendable () -> Configured = { Configured() }
        /// The page of a run's own report; nil where there is none.
        package var report: @Sendable (_ run: String) async -> [UInt8]? = { _ in nil }
        /// Whether there is one.
        package var hasReport: @Sendable (_ run: String) -> Bool = { _ in false }
        /// What a review is made of; nil for what the history alone knows.
        package var window: (@Sendable (_ from: Double, _ until: Double, _ branch: String?) async -> InsightWindow?)?
        /// Its releases and incidents; nil where nobody can look after them.
        package var desk: (any ProjectDesk)?
        /// Judges report files, and keeps them as a run; nil where none are taken in.
        package var judge: Judge?

        package init() {}
    }

    package typealias Judge = @Sendable (UploadedRun) async throws(DeskProblem) -> Verdict

    package let name: String
    package let files: ProjectHistory
    package let surroundings: Surroundings
    /// The folder of all that is kept of the project: runs, index, audit log.
    let state: String
    /// Whose jobs may send it runs.
    package let trust: TrustFile
    let pool: HistoryPool
    let marks: DeploymentMarks
    let pasts = KnownPasts()
    let reviews = KeptReviews()
    private let kept = Mutex<[String: Kept]>([:])

    /// What was found out once, and of which state of the history.
    private struct Kept {
        var stamp: String
        var value: any Sendable
    }

    package init(name: String, files: ProjectHistory, surroundings: Surroundings = Surroundings()) {
        self.name = name
        self.files = files
        self.surroundings = surroundings
        state = String(files.own.path[..<(files.own.path.lastIndex(of: "/") ?? files.own.path.endIndex)])
        trust = TrustFile("\(state)/trusted-jobs")
        marks = DeploymentMarks(folder: "\(state)/audit")
        pool = HistoryPool(path: files.database)
    }

    /// A value that is made again only when the history has another newest run or another number of runs.
    ///
    /// `before`: the time before which the runs began that it is made of; nil for all runs.
    func keeping<Value: Sendable>(
        _ key: String,
        _ history: SQLiteHistory,
        before: Double? = nil,
        _ make: () throws(HistoryError) -> Value
    ) throws(HistoryError) -> Value {
        let stamp = try history.stamp(before: before)
        if let known = kept.withLock({ $0[key] }), known.stamp == stamp, let value = known.value as? Value {
            return value
        }
        let value = try make()
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept = [:] }
            kept[key] = Kept(stamp: stamp, value: value)
        }
        return value
    }

    /// Branches and periods that readers choose: beyond so many all are found out anew.
    private static let mostKept = 64
}
