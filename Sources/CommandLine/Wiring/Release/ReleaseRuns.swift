import Core
import Execution
import Judging
import Releasing
import Reports
import Scanning
import Storage

/// The judged runs of one commit, each judged again by the gates of today.
struct ReleaseRuns {
    let session: ReleaseSession
    let commit: String
    let earlier: BaselineOptions
    let past: HistoryOptions

    /// Looking for runs of the commit ends after so many runs, and after so many found.
    private static let looked = 100
    private static let taken = 6

    /// `files` are summaries that lie elsewhere.
    func evidence(_ files: [String], artifact: String) async throws -> (runs: [RunEvidence], actors: [Identity]) {
        var found: [RunSummary] = []
        let store = RunStore(root: session.folder.root)
        let paths = store.list().prefix(Self.looked).map { store.folder($0) }.filter(\.hasSummary).map(\.summary)
        for path in files + paths where found.count < Self.taken {
            guard let file = try? await SummaryFile.read(path) else {
                if files.contains(path) { throw CommandFailure(.usage, "\(path) is no summary of a run") }
                continue
            }
            let summary = file.summary
            guard summary.context?.commit == commit, !summary.interrupted, summary.verdict != nil else {
                if files.contains(path) {
                    throw CommandFailure(.usage, "\(path) is of no judged run of commit \(commit.prefix(10))")
                }
                continue
            }
            let run = summary.context?.id ?? ""
            // What was measured on other files than those of the commit says nothing of it.
            if summary.context?.isClean == false {
                session.remark("run \(run) does not count: its files differed from those of the commit")
                continue
            }
            // A step that was only run again to repair its place is no evidence.
            guard summary.context?.isRepair != true else { continue }
            // A run that says what it is about counts for nothing else.
            let named = summary.context?.artifacts.values.map { $0.split(separator: ":").last.map(String.init) ?? $0 }
            let about = named ?? []
            guard about.isEmpty || about.contains(artifact) else { continue }
            found.append(summary)
        }
        guard let newest = found.first else { return ([], []) }
        if let problem = await TreeCheck.problem(with: newest.context, in: session.source) {
            throw CommandFailure(.infrastructure, "the runs cannot be judged again: \(problem)")
        }
        var evidence: [RunEvidence] = []
        for summary in found { evidence.append(try await judged(summary)) }
        return (evidence, found.compactMap { $0.context?.actor }.unique.map { Identity(part: "trigger", name: $0) })
    }

    private func judged(_ summary: RunSummary) async throws -> RunEvidence {
        let held = session.held
        let snapshot = await session.source.snapshot(GateSession.changeNeeded(held.project))
        let gates = GateSession(
            held: held,
            source: session.source,
            run: GateSession.JudgedRun(
                context: summary.context,
                selection: summary.selection,
                carried: summary.carried
            ),
            history: try await earlier.read(
                session.source,
                project: held.project,
                context: summary.context,
                past: SharedHistory.open(past.shared, root: session.folder.root)
            ) {
                snapshot.files
            },
            taken: snapshot
        )
        let conclusion = await gates.conclude(reports: summary.reports, steps: summary.steps)
        var evidence = RunEvidence(
            id: summary.context?.id ?? "",
            started: summary.context?.started ?? 0,
            verdicts: [summary.verdict, conclusion.verdict].compactMap(\.self),
            steps: summary.steps,
            tests: Self.tests(summary.reports)
        )
        let omissions = Dictionary(grouping: summary.selection?.omissions ?? [], by: \.step)
        evidence.leftOut = omissions.mapValues { $0.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests } }
        return evidence
    }

    private static func tests(_ reports: [Report]) -> [String: TestTally] {
        let steps = Set(reports.filter { $0.tests != nil }.compactMap(\.step))
        return Dictionary(
            uniqueKeysWithValues: steps.map { step in
                (step, MergedTests(reports: reports.filter { $0.step == step }).tally)
            }
        )
    }
}

extension ReleaseRuns {
    /// The names of the project's steps by kind.
    static func expected(_ project: Project) -> [Kind: [String]] {
        let used = Set(project.pipeline.stages.flatMap(\.steps))
        let steps = project.pipeline.steps.values.filter { used.contains($0.name) && !$0.isBuiltIn }
        return Dictionary(grouping: steps, by: \.kind).mapValues { $0.map(\.name).sorted() }
    }
}
