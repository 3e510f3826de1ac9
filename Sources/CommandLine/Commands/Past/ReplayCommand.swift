import ArgumentParser
import Core
import Engine
import Execution
import Glibc
import History
import Judging
import Scanning

/// `assay replay FILE`: gates as somebody proposes them, judged over the runs of the past.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge proposed gates over the runs of the past: which would have ended otherwise.",
        discussion: """
            Both the gates of now and the proposed ones judge each run by what its summary holds, so that nothing but the \
            gates differs. What a change adds is not known of a run of the past: criteria on new code say nothing here.
            """
    )

    @Argument(help: "A configuration with the proposed gates.")
    var gates: String

    @OptionGroup var project: ProjectOptions

    @Option(help: "The newest so many runs that have a summary.")
    var runs = 50

    @Option(help: "Runs of this branch (default: the protected one).")
    var branch: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func validate() throws {
        if runs < 1 { throw ValidationError("--runs \(runs): at least 1 is needed") }
    }

    func run() async throws {
        let folder = try ProjectFolder.load(project.config, notes: false)
        let replay = try Replay(folder: folder, gates: gates)
        let session = try HistorySession.required(root: folder.root, shared: await project.shared().folder)
        let line: HistoryLine
        let flaky: FlakyReport
        do throws(HistoryError) {
            line = try HistoryLine.find(session, source: folder.source(), named: branch)
            flaky = try InsightReader(history: session.history).flaky(line.runs)
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        let judged = try await replay.judge(line.runs, limit: runs, in: session.files)
        guard !judged.isEmpty else { throw CommandFailure(.inconclusive, "no run of the past has a summary to judge") }
        let issues = WindowReader(session: session, folder: folder).issues(folder.project.insight.issues)
        let result = GateReplay(judged, groundless: flaky.blocked, issues: issues)
        switch output {
        case .text: Console.out(ReplayText.lines(result).joined(separator: "\n"))
        case .json: Console.write(ReplayText.json(result).serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
        }
    }
}

/// Judges runs of the past twice: by the gates of now, and by proposed ones.
struct Replay {
    private let folder: ProjectFolder
    private let proposed: Project

    /// `gates`: a configuration with the proposed gates.
    init(folder: ProjectFolder, gates: String) throws {
        self.folder = folder
        proposed = try ProjectFolder.load(gates, notes: false).project
        guard !proposed.gates.isEmpty else { throw CommandFailure(.usage, "\(gates) holds no gate to try") }
    }

    /// Of the runs that have a summary the newest `limit` ones.
    func judge(_ runs: [HistoricRun], limit: Int, in files: ProjectHistory) async throws -> [GateReplay.Result] {
        let chosen = runs.lazy.compactMap { run in files.summary(of: run.id).map { (run, $0) } }.prefix(limit)
        let all = Array(chosen)
        var bar = ProgressBar("judging runs of the past")
        defer { bar.end() }
        var results: [GateReplay.Result] = []
        for (index, entry) in all.enumerated() {
            bar.show(index, of: all.count)
            results.append(try await judge(entry.0, entry.1))
        }
        return results
    }

    private func judge(_ run: HistoricRun, _ file: String) async throws -> GateReplay.Result {
        let summary = try await SummaryFile.read(file).summary
        var other = folder.project
        other.gates = proposed.gates
        let before = await verdict(of: summary, by: folder.project)
        let after = await verdict(of: summary, by: other)
        let names = Set((before.gates + after.gates).map(\.gate.rawValue)).sorted()
        let gates = names.compactMap { name -> GateReplay.Change? in
            let old = before.gates.first { $0.gate.rawValue == name }?.verdict
            let new = after.gates.first { $0.gate.rawValue == name }?.verdict
            return old == new ? nil : GateReplay.Change(gate: name, now: old, proposed: new)
        }
        return GateReplay.Result(run: run, now: before.overall, proposed: after.overall, gates: gates)
    }

    private func verdict(of summary: RunSummary, by project: Project) async -> RunVerdict {
        let session = GateSession(
            held: HeldGates(project),
            source: folder.source(),
            run: GateSession.JudgedRun(context: summary.context)
        )
        return await session.conclude(reports: summary.reports, steps: summary.steps).verdict
    }
}

/// What is said of runs that proposed gates judge.
enum ReplayText {
    static func lines(_ replay: GateReplay) -> [String] {
        var lines: [String] = []
        let relieved = Set(replay.relieved.map(\.run.id))
        for result in replay.changed {
            let note = relieved.contains(result.run.id) ? "  (only flaky tests had failed)" : ""
            lines.append("\(result.run.name): \(result.now.rawValue) → \(result.proposed.rawValue)\(note)")
            for gate in result.gates {
                let words = [gate.now, gate.proposed].map { $0?.rawValue ?? "not there" }
                lines.append("    \(gate.gate): \(words[0]) → \(words[1])")
            }
        }
        return lines + replay.lines
    }

    static func json(_ replay: GateReplay) -> JSON {
        [
            "runs": JSON(replay.results.count), "newly_blocked": JSON(replay.newlyBlocked.count),
            "newly_passed": JSON(replay.newlyPassed.count), "relieved": JSON(replay.relieved.count),
            "caught": JSON(replay.caught?.count), "changed": JSON(replay.changed.map(changed)),
        ]
    }

    private static func changed(_ result: GateReplay.Result) -> JSON {
        [
            "run": JSON(result.run.id), "commit": JSON(result.run.commit), "now": JSON(result.now.rawValue),
            "proposed": JSON(result.proposed.rawValue),
            "gates": JSON(
                result.gates.map { gate in
                    [
                        "gate": JSON(gate.gate), "now": JSON(gate.now?.rawValue),
                        "proposed": JSON(gate.proposed?.rawValue),
                    ]
                }
            ),
        ]
    }
}
