import Core
import Engine
import Execution
import Judging
import Reports
import Synchronization

/// Finds the files that a step promised, and reads those that it wrote; a promise that is not kept is an error report.
final class ReportCollector: EvidenceCollector {
    private struct State {
        var claims = EvidenceClaims()
        var tries: [String: StepTries] = [:]
        /// What earlier tries of a step found, by step: the tests alone, since only those are tried again one by one.
        var earlier: [String: [Report]] = [:]
    }

    /// Absolute path of the project.
    private let root: String
    /// Takes every test case that is read.
    private let observed: ObservedTests
    private let state = Mutex(State())

    init(root: String, observed: ObservedTests = ObservedTests()) {
        self.root = root
        self.observed = observed
    }

    func prepare(_ step: Step, attempt: Int) async {
        guard !step.reports.isEmpty else { return }
        ReportFolder.make(for: step, root: root)
        let promises = PromisedFiles(step, root: root)
        let stamps = promises.stamps
        let ended: StepTries? = state.withLock { state in
            guard attempt > 1, var tries = state.tries[step.name] else {
                state.tries[step.name] = StepTries(before: stamps)
                state.claims.started(step.name, promises.globs, before: stamps)
                return nil
            }
            tries.ended(stamps)
            state.tries[step.name] = tries
            return tries
        }
        if let ended { await keep(ended, promises, of: step) }
        let pause = FileStamp.untilSettled(stamps.values)
        // Cancelled only when the run is over.
        if pause > .zero { try? await Task.sleep(for: pause) }
    }

    /// Reads the tests that the last of the tries has written down, before the next one overwrites them.
    private func keep(_ tries: StepTries, _ promises: PromisedFiles, of step: Step) async {
        let written = Set(tries.written)
        let files = promises.files.filter { written.contains($0.path) }
        let read = await Parallel.map(files) { self.read($0, step, try: tries.count) }
        let reports = read.compactMap { report -> Report? in
            guard report.status != .error, report.tests != nil else { return nil }
            return report.testsAlone
        }
        state.withLock { $0.earlier[step.name, default: []] += reports }
    }

    func collect(for step: Step, tries count: Int) async -> [Report] {
        guard !step.reports.isEmpty else { return [] }
        guard count > 0 else {
            state.withLock { $0.claims.ended(step.name) }
            return []
        }
        let promises = PromisedFiles(step, root: root)
        let stamps = promises.stamps
        let (tries, answers, earlier) = state.withLock { state in
            var tries = state.tries[step.name] ?? StepTries(before: stamps)
            tries.ended(stamps)
            var answers: [String: EvidenceClaims.Answer] = [:]
            for file in promises.files {
                answers[file.path] = state.claims.claim(file.path, by: step.name, tries)
            }
            state.claims.ended(step.name)
            return (tries, answers, state.earlier[step.name] ?? [])
        }
        let problems = BrokenPromises(step: step, tries: tries.count, answers: answers).reports(promises)
        let read = await Parallel.map(promises.files) { file -> Report? in
            guard case .own(let number) = answers[file.path] else { return nil }
            return self.read(file, step, try: number, of: tries.count)
        }
        let current = read.compactMap(\.self)
        // A file that no later try has written anew is still there: it is read once.
        let own = Set(current.map { Place($0) })
        return problems + earlier.filter { !own.contains(Place($0)) } + current
    }

    /// A file as one try wrote it.
    private struct Place: Hashable {
        let path: String
        let number: String?

        init(_ report: Report) { (path, number) = (report.path, report.labels[Report.tryLabel]) }
    }

    /// The files that the globs of a report's `examined` match, each once; they are relative to where its path is.
    private func examined(_ globs: [String], by step: Step) -> [String] {
        guard !globs.isEmpty else { return [] }
        let prefix = Glob.quoted(step.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "")
        let glob = FileGlob(root: root)
        return Set(globs.flatMap { glob.files(matching: [Glob(prefix + $0)]).files }).sorted()
    }

    private func read(_ file: PromisedFiles.File, _ step: Step, try number: Int, of count: Int = .max) -> Report {
        let pattern = file.pattern
        let cases = ObservedTests.File(labels: pattern.labels)
        let options = ReadOptions(
            format: pattern.format,
            identities: file.mayBeTry || count > 1 || pattern.labels[Report.attemptLabel] != nil,
            sink: cases.sink
        )
        var report = ReportReader.read(path: root + "/" + file.path, options: options)
        if report.status != .error { observed.add(cases) }
        report.path = file.path
        report.step = step.name
        report.labels = pattern.labels
        if count > 1, report.tests != nil, report.labels[Report.attemptLabel] == nil {
            report.labels[Report.tryLabel] = String(number)
        }
        if let target = pattern.target { report.restate(as: target) }
        report.declare(pattern.scope, files: examined(pattern.scope.examined, by: step))
        if let component = step.component, report.labels["component"] == nil { report.labels["component"] = component }
        for index in report.measurements.indices { report.measurements[index].provenance = [report.provenance] }
        return number < count && count < .max && report.status != .error ? report.testsAlone : report
    }
}

extension Report {
    /// Without anything but its tests: what another try has measured again is that try's to tell.
    fileprivate var testsAlone: Report {
        var report = Report(path: path, format: format, bytes: bytes, modified: modified)
        (report.messages, report.tool, report.step, report.labels) = (messages, tool, step, labels)
        report.tests = tests
        return report
    }
}
