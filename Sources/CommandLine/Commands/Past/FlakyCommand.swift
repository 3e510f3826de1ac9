import ArgumentParser
import Core
import Engine
import Glibc
import History
import Scanning

/// `assay flaky`: the tests that cannot be believed, those that cost most first.
struct FlakyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flaky",
        abstract: "List the tests that cannot be believed, with the evidence and with what they cost."
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "Runs of this branch (default: the protected one).")
    var branch: String?

    @Option(help: "The newest so many runs.")
    var runs = InsightReader.stateRuns

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func validate() throws {
        if runs < 1 { throw ValidationError("--runs \(runs): at least 1 is needed") }
    }

    func run() async throws {
        let root = project.root
        let session = try HistorySession.required(root: root, shared: await project.shared().folder)
        do throws(HistoryError) {
            let line = try HistoryLine.find(session, source: project.source, named: branch)
            let report = try InsightReader(history: session.history).flaky(line.runs, limit: runs)
            switch output {
            case .text: Console.out(FlakyText.lines(report, of: line.words).joined(separator: "\n"))
            case .json:
                Console.write(
                    FlakyText.json(report, branch: line.branch).serialized(.pretty) + [0x0A],
                    to: STDOUT_FILENO
                )
            }
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }
}

/// What is said of tests that cannot be believed.
enum FlakyText {
    static func lines(_ report: FlakyReport, of line: String) -> [String] {
        var lines: [String] = []
        for row in report.rows {
            let cost =
                row.runsBlocked == 0
                ? ""
                : ", \(row.runsBlocked == 1 ? "1 run" : "\(row.runsBlocked) runs") blocked, \(minutes(row.secondsLost)) lost"
            lines.append("\(row.state.rawValue)  \(row.key.title)  [\(row.strip)]\(cost)")
            lines.append("    \(row.evidence.words)" + (row.last.map { "; last in run \($0)" } ?? ""))
            if !row.key.file.isEmpty { lines.append("    \(row.key.file)") }
        }
        let counts = [TestState.flaky, .broken, .suspect].map { state in
            "\(report.rows.count { $0.state == state }) \(state.rawValue)"
        }
        lines.append("\(counts.joined(separator: ", ")) of \(report.tests) tests, by \(report.runs) runs \(line)")
        if !report.outages.isEmpty {
            let names =
                report.outages.prefix(3).map(\.id).joined(separator: ", ") + (report.outages.count > 3 ? ", …" : "")
            lines.append("left out, as most tests failed in them: \(names)")
        }
        return lines
    }

    static func json(_ report: FlakyReport, branch: String?) -> JSON {
        let rows = report.rows.map { row -> JSON in
            [
                "test": JSON(row.key.text), "title": JSON(row.key.title), "state": JSON(row.state.rawValue),
                "strip": JSON(row.strip.description), "evidence": JSON(row.evidence.words),
                "samples": JSON(row.evidence.samples), "failures": JSON(row.evidence.failures),
                "mixed_commits": JSON(row.evidence.mixedRevisions), "passed_on_retry": JSON(row.evidence.passedOnRetry),
                "flips": JSON(row.evidence.flips), "failure_rate": JSON(row.evidence.posterior.mean),
                "runs_blocked": JSON(row.runsBlocked), "seconds_lost": JSON(row.secondsLost),
                "last_run": JSON(row.last?.id), "last_commit": JSON(row.last?.commit),
            ]
        }
        return [
            "branch": JSON(branch), "runs": JSON(report.runs), "tests": JSON(report.tests),
            "flaky_rate": JSON(report.rate), "outages": JSON(report.outages.map { JSON($0.id) }), "items": JSON(rows),
        ]
    }

    private static func minutes(_ seconds: Double) -> String {
        seconds < 90 ? "\(Int(seconds.rounded())) s" : "\(Int((seconds / 60).rounded())) min"
    }
}
