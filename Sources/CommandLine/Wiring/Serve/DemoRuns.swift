import Core
import Execution
import Glibc
import History
import Judging
import Reports
import Storage
import Wire

/// What a criterion is tried on: the newest runs of the simulated shop with reports of their tests and their coverage, read,
/// judged and kept as those of `assay run` are.
struct DemoRuns {
    /// Absolute path of the project; its configuration is there.
    let root: String
    /// Of the story, the oldest first.
    let records: [HistoricRecord]

    private static let kept = 40
    private static let reports = "reports"

    func write() async throws {
        for folder in ["src", Self.reports, ".assay", ".assay/runs"] { mkdir("\(root)/\(folder)", 0o755) }
        guard let newest = records.last else { return }
        for file in newest.files {
            let source = Array(repeating: "work()\n", count: file.lines.total).joined()
            try OutputFile.write(Array(source.utf8), to: "\(root)/\(file.path)")
        }
        let folder = try ProjectFolder.load("\(root)/\(ProjectFolder.defaultFile)", notes: false, warnings: false)
        var project = folder.project
        // What was quarantined since then was not when they ran.
        project.quarantine = Quarantine()
        let snapshot = await folder.source().snapshot(.none)
        for record in records.suffix(Self.kept) {
            try await write(record, HeldGates(project), folder.source(), snapshot)
        }
    }

    private func write(
        _ record: HistoricRecord,
        _ held: HeldGates,
        _ source: ProjectSource,
        _ snapshot: ProjectSnapshot
    ) async throws {
        let run = record.run
        let reports = [
            try report("junit.xml", Self.junit(record), step: "unit"),
            try report("coverage.info", Self.tracefile(record), step: "unit"),
        ]
        let context = run.simulated
        let steps = record.steps.map { step -> StepRecord in
            // Its tests tell of their failures.
            var own = StepRecord(
                name: step.name,
                stage: "test",
                kind: step.name == "unit" ? .unit : .quality,
                outcome: .passed(tries: 1)
            )
            own.attempts = [AttemptRecord(number: 1, outcome: .passed, started: run.started, seconds: step.seconds)]
            return own
        }
        let judged = GateSession.JudgedRun(context: context)
        let session = GateSession(held: held, source: source, run: judged, taken: snapshot)
        let conclusion = await session.conclude(reports: reports, steps: steps)
        let summary = RunSummary(
            context: context,
            steps: steps,
            reports: conclusion.reports,
            verdict: conclusion.verdict,
            seconds: run.seconds,
            coverage: conclusion.coverage
        )
        let folder = "\(root)/.assay/runs/\(run.id)"
        mkdir(folder, 0o755)
        try OutputFile.write(SummaryCodec.encode(summary), to: "\(folder)/\(RecordFolder.summaryName)")
    }

    private func report(_ name: String, _ text: String, step: String) throws -> Report {
        let path = "\(root)/\(Self.reports)/\(name)"
        try OutputFile.write(Array(text.utf8), to: path)
        var report = ReportReader.read(path: path)
        report.path = "\(Self.reports)/\(name)"
        report.step = step
        return report
    }

    // MARK: As tools write them

    private static func junit(_ record: HistoricRecord) -> String {
        let cases = record.tests.map { test -> String in
            let key = test.key
            let place =
                "file=\"\(escaped(key.file))\" classname=\"\(escaped(key.className))\" name=\"\(escaped(key.name))\""
            let message = "message=\"\(escaped(test.message ?? ""))\""
            let inside =
                switch test.outcome {
                case .passed: ""
                case .failed: "<failure \(message)/>"
                case .flaky: "<flakyFailure \(message)/>"
                case .skipped: "<skipped/>"
                }
            return "<testcase \(place) time=\"\(test.seconds ?? 0)\">\(inside)</testcase>"
        }
        return "<testsuite>\(cases.joined())</testsuite>"
    }

    private static func escaped(_ text: String) -> String { PageLook.escaped(text) }

    /// In the form of lcov.
    private static func tracefile(_ record: HistoricRecord) -> String {
        record.files.map { file in
            let lines = (1...max(1, file.lines.total)).map { "DA:\($0),\($0 <= file.lines.covered ? 1 : 0)\n" }
            return "SF:\(file.path)\n\(lines.joined())end_of_record\n"
        }.joined()
    }
}

extension HistoricRun {
    /// What the simulated run would have known of itself.
    var simulated: RunContext {
        RunContext(
            id: id,
            branch: branch,
            commit: commit,
            trigger: trigger,
            machine: Machine(cores: 2, memoryBytes: 8_589_934_592, system: "Linux x86_64"),
            started: started
        )
    }
}
