import ArgumentParser
import Core
import Engine
import Glibc
import History
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
        var bar = ProgressBar("judging runs of the past")
        let judged = try await replay.judge(line.runs, limit: runs, in: session.files) { bar.show($0, of: $1) }
        bar.end()
        guard !judged.isEmpty else { throw CommandFailure(.inconclusive, "no run of the past has a summary to judge") }
        let issues = WindowReader(session: session, folder: folder).issues(folder.project.insight.issues)
        let result = GateReplay(judged, groundless: flaky.blocked, issues: issues)
        switch output {
        case .text: Console.out(ReplayText.lines(result).joined(separator: "\n"))
        case .json: Console.write(ReplayText.json(result).serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
        }
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
