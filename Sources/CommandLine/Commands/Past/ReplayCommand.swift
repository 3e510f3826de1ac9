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

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func validate() throws {
        if runs < 1 { throw ValidationError("--runs \(runs): at least 1 is needed") }
    }

    func run() async throws {
        let folder = try ProjectFolder.load(project.config, notes: false)
        let proposed = try ProjectFolder.load(gates, notes: false).project
        guard !proposed.gates.isEmpty else { throw CommandFailure(.usage, "\(gates) holds no gate to try") }
        let session = try HistorySession.required(root: folder.root, shared: await project.shared().folder)
        let chosen: [HistoricRun]
        do throws(HistoryError) {
            chosen = try HistoryLine.find(session, source: folder.source(), named: branch).runs
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        let replay = Replay(folder: folder, proposed: proposed)
        var bar = ProgressBar("judging runs of the past")
        var results: [Replay.Result] = []
        let files = chosen.lazy.compactMap { run in session.files.summary(of: run.id).map { (run, $0) } }.prefix(runs)
        let all = Array(files)
        for (index, entry) in all.enumerated() {
            bar.show(index, of: all.count)
            results.append(try await replay.judge(entry.0, entry.1))
        }
        bar.end()
        guard !results.isEmpty else { throw CommandFailure(.inconclusive, "no run of the past has a summary to judge") }
        switch output {
        case .text: Console.out(ReplayText.lines(results).joined(separator: "\n"))
        case .json: Console.write(ReplayText.json(results).serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
        }
    }
}

/// Judges one run of the past twice: by the gates of now, and by the proposed ones.
struct Replay {
    struct Result: Sendable {
        var run: HistoricRun
        var now: Verdict
        var proposed: Verdict
        /// Gates whose verdict differs: its name, and both verdicts.
        var gates: [(gate: String, now: Verdict?, proposed: Verdict?)]

        var isNewlyBlocked: Bool { !now.blocks && proposed.blocks }
        var isNewlyPassed: Bool { now.blocks && !proposed.blocks }
    }

    let folder: ProjectFolder
    let proposed: Project

    func judge(_ run: HistoricRun, _ file: String) async throws -> Result {
        let summary = try await SummaryFile.read(file).summary
        var other = folder.project
        other.gates = proposed.gates
        let before = await verdict(of: summary, by: folder.project)
        let after = await verdict(of: summary, by: other)
        let names = Set((before.gates + after.gates).map(\.gate.rawValue)).sorted()
        let gates = names.compactMap { name -> (gate: String, now: Verdict?, proposed: Verdict?)? in
            let old = before.gates.first { $0.gate.rawValue == name }?.verdict
            let new = after.gates.first { $0.gate.rawValue == name }?.verdict
            return old == new ? nil : (name, old, new)
        }
        return Result(run: run, now: before.overall, proposed: after.overall, gates: gates)
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
    static func lines(_ results: [Replay.Result]) -> [String] {
        var lines: [String] = []
        for result in results where result.now != result.proposed {
            lines.append("\(result.run.name): \(result.now.rawValue) → \(result.proposed.rawValue)")
            for gate in result.gates {
                let words = [gate.now, gate.proposed].map { $0?.rawValue ?? "not there" }
                lines.append("    \(gate.gate): \(words[0]) → \(words[1])")
            }
        }
        let (blocked, passed) = (results.count(where: \.isNewlyBlocked), results.count(where: \.isNewlyPassed))
        lines.append("\(results.count == 1 ? "1 run" : "\(results.count) runs") judged anew")
        lines.append("  would be blocked that are not now: \(blocked) (false alarms, where those runs were sound)")
        lines.append("  would pass that are blocked now: \(passed) (escapes, where those runs were rightly blocked)")
        return lines
    }

    static func json(_ results: [Replay.Result]) -> JSON {
        [
            "runs": JSON(results.count), "newly_blocked": JSON(results.count(where: \.isNewlyBlocked)),
            "newly_passed": JSON(results.count(where: \.isNewlyPassed)),
            "changed": JSON(
                results.filter { $0.now != $0.proposed }.map { result in
                    [
                        "run": JSON(result.run.id), "commit": JSON(result.run.commit),
                        "now": JSON(result.now.rawValue), "proposed": JSON(result.proposed.rawValue),
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
            ),
        ]
    }
}
