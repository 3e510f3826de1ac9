package import Core

/// What earlier runs came to.
///
/// One driver keeps it in memory, for tests; another in a database.
package protocol RunHistory: Sendable {
    /// Takes in a run; false where a run of this id is known already, which then stays as it is.
    @discardableResult
    func add(_ record: HistoricRecord) throws(HistoryError) -> Bool

    /// The runs that match, newest first.
    func runs(_ query: RunQuery) throws(HistoryError) -> [HistoricRun]

    /// Outcome and time of every test of a run; empty for a run that is not known, or whose results have been pruned.
    func results(of run: String) throws(HistoryError) -> [TestObservation]

    /// How many tests a run has had; 0 where `results` is empty.
    func testCount(of run: String) throws(HistoryError) -> Int

    /// Outcome of every test of a run, without a text; empty where `results` is.
    func outcomes(of run: String) throws(HistoryError) -> RunOutcomes

    /// The tests behind some hashes, by the names that they go by; what is not known is left out.
    func tests(_ hashes: [UInt64]) throws(HistoryError) -> [TestKey]

    /// What became of some tests in some runs, in the order of the runs.
    func past(of tests: [TestKey], in runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast]

    /// Every result that was no plain pass and no skip, of some runs, in their order.
    func failures(in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure]

    /// Those of one test.
    func failures(of test: TestKey, in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure]

    /// The hashes of the signatures of each run's failures, in the order of the runs.
    func signatures(in runs: [HistoricRun]) throws(HistoryError) -> [Set<UInt64>]

    /// What each test came to in the runs of a line between two times, added up.
    func totals(_ query: RunQuery) throws(HistoryError) -> [TestTotal]

    /// A figure over some runs, oldest first; runs without it are left out.
    func trend(of figure: String, in runs: [HistoricRun]) throws(HistoryError) -> Trend?

    /// The steps of some runs alone, in the order of the runs.
    func steps(of runs: [HistoricRun]) throws(HistoryError) -> [[HistoricStep]]

    /// What is kept of some runs besides their tests, in the order of the runs; what is not asked for is empty.
    func details(of runs: [HistoricRun], _ parts: RunParts) throws(HistoryError) -> [HistoricRecord]

    /// What the tools of a run have found, worst first, and which tools looked.
    func findings(of run: String) throws(HistoryError) -> (scanners: [String], findings: [HistoricFinding])

    /// Since when some problems have been there, by identity, in the runs of some branches.
    func sightings(
        of findings: [UInt64],
        _ query: RunQuery
    ) throws(HistoryError) -> [UInt64: FindingSighting]
}

/// What of a run is asked for.
package struct RunParts: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let figures = RunParts(rawValue: 1)
    package static let criteria = RunParts(rawValue: 2)
    package static let steps = RunParts(rawValue: 4)
    package static let files = RunParts(rawValue: 8)
}

/// Which runs are meant.
package struct RunQuery: Sendable, Hashable {
    /// Only runs of these branches that are no runs of a proposed change; nil for all runs.
    package var branches: [String?]?
    /// Seconds since 1970, the first that counts and the first that does not.
    package var from: Double?
    package var until: Double?
    /// Only runs that a list, newest first, names behind this one: several may have begun at one time.
    package var behind: Place?
    package var limit: Int?

    /// Where a run stands in such a list.
    package struct Place: Sendable, Hashable {
        /// Seconds since 1970.
        package var started: Double
        package var id: String

        package init(started: Double, id: String) {
            self.started = started
            self.id = id
        }
    }

    package init(
        branches: [String?]? = nil,
        from: Double? = nil,
        until: Double? = nil,
        behind: Place? = nil,
        limit: Int? = nil
    ) {
        self.branches = branches
        self.from = from
        self.until = until
        self.behind = behind
        self.limit = limit
    }

    /// Whether a run is meant, but for the limit.
    package func includes(_ run: HistoricRun) -> Bool {
        if let branches, run.isChange || !branches.contains(run.branch) { return false }
        if let from, run.started < from { return false }
        if let until, run.started >= until { return false }
        if let behind, (run.started, run.id) >= (behind.started, behind.id) { return false }
        return true
    }
}

/// Why the history cannot be read or written.
package struct HistoryError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Another program holds it for longer than anyone should wait.
        case locked
        /// It may be read, and not written.
        case readOnly
        /// It was written by a later version of Assay.
        case newer
        /// It was written by an earlier version of Assay: made anew from the runs, it is of this one.
        case older
        case corrupt
        /// The disk is full, a file cannot be opened, and the like.
        case other
    }

    package var kind: Kind
    package var path: String
    /// What is wrong and what to do, as a lowercase fragment.
    package var message: String

    package init(_ kind: Kind, path: String, message: String) {
        self.kind = kind
        self.path = path
        self.message = message
    }

    package var description: String { "\(path): \(message)" }
}
