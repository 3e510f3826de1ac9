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
        /// By step, the last try that ran all of its tests, where later ones ran some.
        var whole: [String: Int] = [:]
        /// How many processes the system had killed for want of memory when that was last looked at.
        var memoryKills = MemoryKills.count
    }

    /// Absolute path of the project.
    private let root: String
    /// Takes every test case that is read.
    private let observed: ObservedTests
    private let keeper: FileKeeper?
    private let mask: SecretMask
    private let state = Mutex(State())

    init(
        root: String,
        observed: ObservedTests = ObservedTests(),
        keeper: FileKeeper? = nil,
        mask: SecretMask = SecretMask()
    ) {
        self.mask = mask
        self.root = root
        self.observed = observed
        self.keeper = keeper
    }

    func prepare(_ step: Step, attempt: Int, isPartial: Bool) async {
        state.withLock { state in
            if isPartial, state.whole[step.name] == nil { state.whole[step.name] = attempt - 1 }
            if !isPartial { state.whole[step.name] = nil }
        }
        keeper?.begin(step)
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
        if let ended { await keep(ended, promises, of: step, isPartial: isPartial) }
        let pause = FileStamp.untilSettled(stamps.values)
        // Cancelled only when the run is over.
        if pause > .zero { try? await Task.sleep(for: pause) }
    }

    func prepareForFiles(of step: Step) async {
        keeper?.begin(step)
        guard !step.reports.isEmpty else { return }
        let promises = PromisedFiles(step, root: root)
        let stamps = promises.stamps
        state.withLock { state in
            state.tries[step.name] = StepTries(before: stamps)
            state.claims.started(step.name, promises.globs, before: stamps)
        }
    }

    func keep(_ step: Step, attempt: Int, in place: String) async -> [KeptCopy] {
        keeper?.keep(step, in: place) ?? []
    }

    /// The reports of a step that had ended before its run was cut off, from the copies in the run's folder.
    func carried(_ step: Step, _ record: StepRecord, from folder: String) async -> [Report] {
        let globs = PromisedFiles(step, root: root).globs
        let count = record.attempts.count
        let deciding = record.attempts.last { $0.selection == nil }?.number ?? count
        let files = record.attempts.flatMap { attempt in
            attempt.kept.filter { $0.purpose == .report }.map { (attempt: attempt.number, kept: $0) }
        }
        let tries = Report.possibleTries(files.map { $0.kept.path })
        let read = await Parallel.map(files) { entry -> Report? in
            guard let copy = entry.kept.copy,
                let index = globs.firstIndex(where: { $0.matches(entry.kept.path) })
            else { return nil }
            let file = PromisedFiles.File(
                path: entry.kept.path,
                pattern: step.reports[index],
                mayBeTry: tries.contains(entry.kept.path)
            )
            let report = self.read(
                file,
                step,
                try: entry.attempt,
                of: entry.attempt >= deciding ? count : .max,
                deciding: deciding,
                at: "\(folder)/\(copy)"
            )
            if entry.attempt == deciding { return report }
            return report.status == .error || report.tests == nil ? nil : report.testsAlone
        }
        state.withLock { state in
            for entry in files {
                guard let stamp = FileStamp(of: "\(root)/\(entry.kept.path)") else { continue }
                state.claims.carried(entry.kept.path, by: step.name, stamp)
            }
        }
        return read.compactMap(\.self)
    }

    /// Reads the tests that the last of the tries has written down, before the next one overwrites them; where that one
    /// runs some tests only, all that the last whole try measured.
    private func keep(_ tries: StepTries, _ promises: PromisedFiles, of step: Step, isPartial: Bool) async {
        let written = Set(tries.written)
        let files = promises.files.filter { written.contains($0.path) }
        let isWhole = isPartial && state.withLock { $0.whole[step.name] } == tries.count
        let read = await Parallel.map(files) { self.read($0, step, try: tries.count) }
        let reports = read.compactMap { report -> Report? in
            guard report.status != .error, isWhole || report.tests != nil else { return nil }
            return isWhole ? report : report.testsAlone
        }
        state.withLock { $0.earlier[step.name, default: []] += reports }
    }

    func examine(_ step: Step, log: String?, keepsAll: Bool) async -> TryFindings {
        let kills = MemoryKills.count
        let before = state.withLock { state in
            defer { state.memoryKills = kills }
            return (tries: state.tries[step.name], isKilled: kills > state.memoryKills)
        }
        var findings = TryFindings(output: log.map { LogTail.text($0) } ?? "", killedForMemory: before.isKilled)
        guard let tries = before.tries else { return findings }
        let promises = PromisedFiles(step, root: root)
        let known = tries.now
        let files = promises.files.filter { FileStamp(of: root + "/" + $0.path) != known[$0.path] }
        let reports = await Parallel.map(files) { file in
            ReportReader.read(
                path: self.root + "/" + file.path,
                options: ReadOptions(format: file.pattern.format, keep: keepsAll ? .all : .failures)
            )
        }
        for tests in reports.filter({ $0.status != .error }).compactMap(\.tests) {
            if keepsAll { findings.tests += tests.cases.prefix(TryFindings.testLimit - findings.tests.count) }
            findings.failures += tests.tally.failed + tests.tally.errors
            let failed = tests.cases.filter { $0.status == .failed || $0.status == .error }
            findings.failed += failed.prefix(TryFindings.caseLimit - findings.failed.count)
        }
        return findings
    }

    func collect(for step: Step, tries count: Int) async -> [Report] {
        guard !step.reports.isEmpty else { return [] }
        guard count > 0 else {
            state.withLock { $0.claims.ended(step.name) }
            return []
        }
        let promises = PromisedFiles(step, root: root)
        let stamps = promises.stamps
        let (tries, answers, earlier, whole) = state.withLock { state in
            var tries = state.tries[step.name] ?? StepTries(before: stamps)
            tries.ended(stamps)
            var answers: [String: EvidenceClaims.Answer] = [:]
            for file in promises.files {
                answers[file.path] = state.claims.claim(file.path, by: step.name, tries)
            }
            state.claims.ended(step.name)
            return (tries, answers, state.earlier[step.name] ?? [], state.whole[step.name])
        }
        let deciding = whole ?? tries.count
        let problems = BrokenPromises(step: step, tries: deciding, answers: answers).reports(promises)
        let read = await Parallel.map(promises.files) { file -> Report? in
            guard case .own(let number) = answers[file.path] else { return nil }
            return self.read(file, step, try: number, of: tries.count, deciding: deciding)
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

    /// One report of a try.
    ///
    /// `deciding`: the try whose figures count; of others the tests alone do. `copy`: the absolute path of where the file lies
    /// now, if not in its place.
    private func read(
        _ file: PromisedFiles.File,
        _ step: Step,
        try number: Int,
        of count: Int = .max,
        deciding: Int = .max,
        at copy: String? = nil
    ) -> Report {
        let pattern = file.pattern
        let cases = ObservedTests.File(labels: pattern.labels, step: step.name)
        var options = ReadOptions(
            format: pattern.format,
            identities: file.mayBeTry || count > 1 || pattern.labels[Report.attemptLabel] != nil,
            sink: cases.sink
        )
        options.mask = mask
        var report = ReportReader.read(path: copy ?? root + "/" + file.path, options: options)
        if report.status != .error { observed.add(cases) }
        report.path = file.path
        report.step = step.whole
        report.labels = pattern.labels
        if count > 1, report.tests != nil, report.labels[Report.attemptLabel] == nil {
            report.labels[Report.tryLabel] = String(number)
        }
        if let target = pattern.target { report.restate(as: target) }
        report.declare(pattern.scope, files: examined(pattern.scope.examined, by: step))
        if let component = step.component, report.labels["component"] == nil { report.labels["component"] = component }
        for index in report.measurements.indices { report.measurements[index].provenance = [report.provenance] }
        return number != deciding && deciding < .max && report.status != .error ? report.testsAlone : report
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
