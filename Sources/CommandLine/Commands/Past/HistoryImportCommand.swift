import ArgumentParser
import Core
import Criteria
import Engine
import Execution
import Glibc
import History
import Reports
import Storage
import Synchronization

/// `assay history import`: the results of a run that another system has made.
struct HistoryImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in report files of one run that another system has made.",
        discussion: "The same files of the same commit are the same run: taken in twice, they count once."
    )

    @Argument(help: "Report files of one run, of any format that Assay reads.")
    var files: [String]

    @Option(help: "The commit that was tested; without one, results say nothing of flakiness on unchanged code.")
    var commit: String?

    @Option(help: "The branch that it was tested on.")
    var branch: String?

    @Option(
        help:
            "When the run started: seconds since 1970, or 2026-11-28 or 2026-11-28T15:04:05Z (default: the oldest file's time)."
    )
    var time: String?

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        let shared = try await project.shared()
        let folder = ProjectHistory(root: project.root, shared: shared.folder)
        let started = try time.map(moment)
        var (reports, tests) = (try read(), [TestObservation]())
        Report.keepSharedIdentities(&reports)
        let merged = MergedTests(reports: reports)
        tests = merged.entries.map { TestObservation($0.test, labels: $0.labels) }
        guard merged.tally.total > 0 else {
            throw CommandFailure(.usage, "no test result in \(files.joined(separator: ", ")): nothing to take in")
        }
        let oldest = reports.compactMap(\.modified).min()
        let record = record(tests, merged.tally, started: started ?? oldest ?? SystemClock().wallTime())
        let session = try HistorySession.required(root: project.root, shared: shared.folder)
        let isNew: Bool
        do {
            isNew = try folder.imported.add(record)
            var bar = ProgressBar("taking in")
            defer { bar.end() }
            try session.history.add(record) { bar.show($0, of: tests.count) }
        } catch {
            throw CommandFailure(.infrastructure, "\(error)")
        }
        let results = tests.count == 1 ? "1 result" : "\(tests.count) results"
        Console.out(
            isNew
                ? "\(results) taken in as run \(record.run.id)" : "known already as run \(record.run.id): counted once"
        )
    }

    /// All cases of all files; a file that cannot be used is an error, and nothing is taken in.
    private func read() throws -> [Report] {
        var reports: [Report] = []
        let counter = TestCounter()
        defer { counter.end() }
        let options = ReadOptions(keep: .all, sink: { _ in counter.count() })
        for file in files {
            let report = ReportReader.read(path: file, options: options)
            if report.status == .error {
                let reason = report.messages.first { $0.severity == .error }?.text ?? "it cannot be read"
                throw CommandFailure(.usage, "\(file): \(reason)")
            }
            reports.append(report)
        }
        return reports
    }

    private func record(_ tests: [TestObservation], _ tally: TestTally, started: Double) -> HistoricRecord {
        var identity = TestIdentity()
        for part in [commit, branch, time] { identity.add(part) }
        // Added up: the order of the files makes no other run.
        let sum = tests.reduce(into: UInt64(tests.count)) { sum, test in
            var own = TestIdentity()
            own.add(String(test.key.hash, radix: 16))
            own.add(test.outcome.word)
            own.add(test.seconds.map { "\($0)" })
            sum &+= own.value
        }
        identity.add(String(sum, radix: 16))
        let number = String(identity.value, radix: 16)
        let run = HistoricRun(
            id: "import-" + String(repeating: "0", count: 16 - number.count) + number,
            branch: branch,
            commit: commit,
            started: started,
            seconds: tally.duration,
            trigger: "import",
            isOfCommit: commit != nil,
            tally: tally
        )
        var figures = [
            HistoricFigure(HistoricRecord.Name.executionTime, value: tally.duration, dimension: .duration),
            HistoricFigure(HistoricRecord.Name.total, value: Double(tally.total), dimension: .count),
        ]
        if let rate = run.passRate {
            figures.append(HistoricFigure(HistoricRecord.Name.passRate, value: rate, dimension: .ratio))
        }
        return HistoricRecord(run: run, tests: tests, figures: figures)
    }

    private func moment(_ text: String) throws -> Double {
        if let moment = Moment.read(text) { return moment }
        throw CommandFailure(
            .usage,
            "--time \(text): write seconds since 1970, 2026-11-28 or 2026-11-28T15:04:05Z (UTC)"
        )
    }
}

/// Shows how many tests have been read.
private final class TestCounter: Sendable {
    private let state = Mutex((bar: ProgressBar("reading results"), tests: 0))

    func count() {
        state.withLock { state in
            state.tests += 1
            state.bar.show(count: state.tests)
        }
    }

    func end() { state.withLock { $0.bar.end() } }
}
