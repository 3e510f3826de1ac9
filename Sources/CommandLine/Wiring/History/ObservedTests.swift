import Core
import Reports
import Synchronization

/// Every test case of a run's reports as it is read, passed ones included: what the summary only counts.
final class ObservedTests: Sendable {
    /// The cases of one file; they count only once the whole file has been read.
    final class File: Sendable {
        private let labels: Labels
        private let step: String?
        private let cases = Mutex<[TestObservation]>([])

        init(labels: Labels, step: String? = nil) {
            self.labels = labels
            self.step = step
        }

        /// Takes one case.
        var sink: TestSink {
            { [self] test in cases.withLock { $0.append(TestObservation(test, labels: labels, step: step)) } }
        }

        fileprivate var all: [TestObservation] { cases.withLock { $0 } }
    }

    private let files = Mutex<[[TestObservation]]>([])

    /// Counts the cases of a file that is evidence.
    func add(_ file: File) {
        let found = file.all
        files.withLock { $0.append(found) }
    }

    /// Each test of a run once, in the project's own files.
    func results(of reports: [Report], paths: PathMapper) -> [TestObservation] {
        results(decided: MergedTests(reports: reports.filter { $0.status != .error })) { path in
            if case .file(let file) = paths.resolve(path) { file } else { path }
        }
    }

    /// Each test once, by what its tries come to.
    ///
    /// `decided`: the reports' tests merged: those that did not simply pass, with what their last try decided.
    /// `file`: the project's file that a report's path means.
    func results(decided: MergedTests, file: @escaping (String) -> String) -> [TestObservation] {
        var union = ObservedUnion(file: file)
        for entry in decided.entries {
            union.decide(TestObservation(entry.test, labels: entry.labels, step: entry.provenance.step))
        }
        union.endDecisions()
        for (source, tests) in files.withLock({ $0 }).enumerated() {
            for test in tests { union.see(test, in: source) }
        }
        return union.results
    }
}

/// Unites the results of a run, each test once, in the order in which they were first told of.
private struct ObservedUnion {
    private(set) var results: [TestObservation] = []
    /// By the hash of the key.
    private var places: [UInt64: Int] = [:]
    /// Results in front that have been decided: what else is seen of them tells of a try.
    private var decided = 0
    /// Of the results behind those, the file that told of each last.
    private var sources: [Int] = []
    private var paths: [String: String] = [:]
    private var lastPath: (reported: String, own: String) = ("", "")
    private let file: (String) -> String

    init(file: @escaping (String) -> String) { self.file = file }

    mutating func decide(_ test: TestObservation) {
        let test = placed(test)
        let hash = test.key.hash
        if let place = places[hash] { return results[place].join(test) }
        places[hash] = results.count
        results.append(test)
    }

    mutating func endDecisions() {
        decided = results.count
        untimed = Set(results.indices.filter { results[$0].seconds == nil })
    }

    /// Decided tests whose reports give no time where they were decided.
    private var untimed: Set<Int> = []

    mutating func see(_ test: TestObservation, in source: Int) {
        let test = placed(test)
        let hash = test.key.hash
        guard let place = places[hash] else {
            places[hash] = results.count
            results.append(test)
            return sources.append(source)
        }
        guard place >= decided else {
            if untimed.contains(place), let seconds = test.seconds {
                results[place].seconds = max(results[place].seconds ?? 0, seconds)
            }
            return
        }
        let other = results[place]
        let isSecond = sources[place - decided] == source || other.step != test.step
        sources[place - decided] = source
        if other.outcome == .passed, test.outcome == .passed, isSecond { results[place].count += 1 }
        if other.outcome == .passed || test.outcome != .passed {
            results[place].seconds = [other.seconds, test.seconds].compactMap(\.self).max()
        } else {
            // What passed in one of its tries, and is not among those that decided otherwise, has passed.
            results[place] = test
        }
    }

    /// The test with the project's own file in the place of the reported path.
    private mutating func placed(_ test: TestObservation) -> TestObservation {
        guard !test.key.file.isEmpty else { return test }
        if lastPath.reported != test.key.file {
            let own = paths[test.key.file] ?? file(test.key.file)
            paths[test.key.file] = own
            lastPath = (test.key.file, own)
        }
        guard lastPath.own != test.key.file else { return test }
        var test = test
        test.key.file = lastPath.own
        return test
    }
}
