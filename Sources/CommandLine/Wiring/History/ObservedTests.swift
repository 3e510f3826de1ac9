import Core
import Reports
import Synchronization

/// Every test case of a run's reports as it is read, passed ones included: what the summary only counts.
final class ObservedTests: Sendable {
    /// The cases of one file; they count only once the whole file has been read.
    final class File: Sendable {
        private let labels: Labels
        private let cases = Mutex<[TestObservation]>([])

        init(labels: Labels) { self.labels = labels }

        /// Takes one case.
        var sink: TestSink {
            { [self] test in cases.withLock { $0.append(TestObservation(test, labels: labels)) } }
        }

        fileprivate var all: [TestObservation] { cases.withLock { $0 } }
    }

    private let tests = Mutex<[TestObservation]>([])

    /// Counts the cases of a file that is evidence.
    func add(_ file: File) {
        let found = file.all
        tests.withLock { $0 += found }
    }

    /// Each test once, by what its tries come to.
    ///
    /// `decided`: the reports' tests merged: those that did not simply pass, with what their last try decided.
    /// `file`: the project's file that a report's path means.
    func results(decided: MergedTests, file: (String) -> String) -> [TestObservation] {
        var results = decided.entries.map { TestObservation($0.test, labels: $0.labels) }
        let known = Set(results.map(\.key))
        var seconds: [TestKey: Double] = [:]
        var rest: [TestKey: TestObservation] = [:]
        for test in tests.withLock({ $0 }) {
            if known.contains(test.key) {
                seconds[test.key] = max(seconds[test.key] ?? 0, test.seconds ?? 0)
            } else if let other = rest[test.key], other.outcome == .passed || test.outcome != .passed {
                rest[test.key]?.seconds = max(other.seconds ?? 0, test.seconds ?? 0)
            } else {
                // What passed in one of its tries, and is not among those that decided otherwise, has passed.
                rest[test.key] = test
            }
        }
        for index in results.indices where results[index].seconds == nil {
            results[index].seconds = seconds[results[index].key]
        }
        results += rest.values.sorted { $0.key.text < $1.key.text }
        var files: [String: String] = [:]
        for index in results.indices {
            let path = results[index].key.file
            guard !path.isEmpty else { continue }
            let found = files[path] ?? file(path)
            files[path] = found
            results[index].key.file = found
        }
        return results.joined
    }
}
