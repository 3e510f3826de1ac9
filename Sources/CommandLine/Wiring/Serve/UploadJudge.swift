import ArgumentParser
import Core
import Engine
import Execution
import Glibc
import History
import Judging
import Reports
import Serving
import Storage
import Wire

/// Makes a run of report files that were sent without Assay: read, judged and kept as those of `assay run` are.
struct UploadJudge {
    /// Absolute path of the project's folder on the server.
    let root: String

    func judge(_ upload: UploadedRun) async throws(DeskProblem) -> Verdict {
        do { return try await made(upload) } catch let problem as DeskProblem { throw problem } catch {
            let words = (error as? CommandFailure)?.message ?? "\(error)"
            throw .broken(words)
        }
    }

    private func made(_ upload: UploadedRun) async throws -> Verdict {
        let held = try heldGates()
        let source = ProjectSource(root: root, environment: ProcessEnvironment.current())
        let context = Self.context(upload.manifest)
        let observed = ObservedTests()
        let reports = await Self.read(upload.files, observed)
        let shared = try await SharedHistory.open(nil, root: root)
        let snapshot = await source.snapshot(GateSession.changeNeeded(held.project))
        let session = GateSession(
            held: held,
            source: source,
            run: GateSession.JudgedRun(context: context),
            history: try await BaselineOptions.parse([]).read(
                source,
                project: held.project,
                context: context,
                past: shared
            ) { snapshot.files },
            taken: snapshot
        )
        let conclusion = await session.conclude(reports: reports, steps: [])
        var verdict = conclusion.verdict
        verdict.problems += Self.problems(upload, tree: await TreeCheck.problem(with: context, in: source))
        var summary = RunSummary(
            context: context,
            reports: conclusion.reports,
            verdict: verdict,
            seconds: conclusion.evidence.tests.tally.duration,
            banners: held.banners + conclusion.notices,
            coverage: conclusion.coverage
        )
        let memory = RunMemory(
            summary,
            evidence: conclusion.evidence,
            tests: observed.results(of: reports, paths: conclusion.evidence.paths),
            quarantined: conclusion.quarantined,
            project: held.project,
            source: source,
            shared: shared
        )
        guard let memory else { throw DeskProblem.broken("the history of \(root) cannot be written") }
        memory.tell(&summary)
        var details = await memory.details(summary)
        EvidenceDetails(evidence: conclusion.evidence, project: held.project).add(to: &details)
        try keep(summary, details, memory)
        return verdict.overall
    }

    /// Those of the configuration, where the folder holds one; else the tests alone decide.
    private func heldGates() throws -> HeldGates {
        let config = "\(root)/\(ProjectFolder.defaultFile)"
        guard access(config, R_OK) == 0 else { return HeldGates(Project()) }
        let folder = try ProjectFolder.load(config, notes: false, warnings: false)
        return ProtectedGates.apply(to: folder.own, source: folder.source())
    }

    private static func context(_ manifest: UploadManifest) -> RunContext {
        RunContext(
            id: manifest.id,
            branch: manifest.branch,
            commit: manifest.commit,
            trigger: "upload \(manifest.run)",
            manualTrigger: false,
            ci: true,
            // Nobody knows where it ran.
            machine: Machine(cores: 0, memoryBytes: 0, system: "unknown"),
            started: manifest.opened,
            pullRequest: manifest.pullRequest
        )
    }

    private static func read(_ files: [UploadedFile], _ observed: ObservedTests) async -> [Report] {
        let tries = Report.possibleTries(files.map(\.name))
        let read = await Parallel.map(files) { file -> (Report, ObservedTests.File) in
            let cases = ObservedTests.File(labels: Labels())
            var options = ReadOptions(identities: tries.contains(file.name))
            options.sink = cases.sink
            var report = ReportReader.read(path: file.path, options: options)
            report.path = "\(file.shard)/\(file.name)"
            return (report, cases)
        }
        for (report, cases) in read where report.status != .error { observed.add(cases) }
        var reports = read.map(\.0)
        Report.keepSharedIdentities(&reports)
        return reports
    }

    private static func problems(_ upload: UploadedRun, tree: String?) -> [Problem] {
        var problems: [Problem] = []
        if !upload.missing.isEmpty {
            problems.append(
                Problem(
                    .inconclusive,
                    "parts of the run have not come: \(upload.missing.prefix(20).joined(separator: ", "))",
                    detail: "judged at the deadline, without what they would have measured",
                    remedy: "see why their jobs sent no reports, or name a later `deadline`"
                )
            )
        }
        if let tree {
            problems.append(
                Problem(
                    .inconclusive,
                    "the server's copy of the project is not what was measured",
                    detail: tree,
                    remedy: "bring the copy to that commit before the reports are sent"
                )
            )
        }
        return problems
    }

    /// The run appears with all of its files at once.
    private func keep(_ summary: RunSummary, _ details: RunDetails, _ memory: RunMemory) throws {
        let id = summary.context?.id ?? ""
        let incoming = RecordFolder("\(root)/.assay/incoming")
        incoming.remove(id)
        defer { incoming.remove(id) }
        for folder in [incoming.path, "\(incoming.path)/\(id)"] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw CommandFailure(.infrastructure, "\(folder): \(String(cString: strerror(errno)).lowercased())")
        }
        let folder = "\(incoming.path)/\(id)"
        try OutputFile.write(SummaryCodec.encode(summary), to: "\(folder)/\(RecordFolder.summaryName)")
        memory.keep(in: folder)
        _ = try ProjectHistory(root: root).own.add(id, of: incoming)
        DetailsFile.write(details, to: RunStore(root: root).folder(id).path)
    }
}
