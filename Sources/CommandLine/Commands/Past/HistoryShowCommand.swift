import ArgumentParser
import Core
import Criteria
import Engine
import Glibc
import History
import Scanning

/// `assay history show`: what became of one test.
struct HistoryShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what became of one test: its results, its state with the evidence, its failures and its times."
    )

    @Argument(help: "The test, as `assay flaky --output json` names it, or its title.")
    var test: String

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
        let session = try HistorySession.required(root: project.root, shared: await project.shared().folder)
        do throws(HistoryError) {
            let line = try HistoryLine.find(session, source: project.source, named: branch)
            let reader = InsightReader(history: session.history)
            guard let key = try reader.test(named: test, among: RunQuery(branches: line.branch.map { [$0] })) else {
                Console.error(
                    "assay: no run \(line.words) has had a test '\(test)', or several have that title; "
                        + "`assay flaky --output json` and the reports name them in full"
                )
                Assay.leave(.usage)
            }
            let page = try reader.page(of: key, in: Array(line.runs.prefix(runs)))
            switch output {
            case .text: Console.out(TestPageText.lines(page, of: line.words).joined(separator: "\n"))
            case .json: Console.write(TestPageText.json(page).serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
            }
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }
}

/// What is said of one test.
enum TestPageText {
    private static let shownFailures = 10

    static func lines(_ page: TestPage, of line: String) -> [String] {
        var lines = [page.key.title, page.key.text, ""]
        lines.append("\(page.state.rawValue): \(page.evidence.words)")
        lines.append("[\(page.strip)]  the last \(page.strip.outcomes.count) runs \(line), the newest at the end")
        if let since = page.firstFailed {
            let before = page.lastPassed.map { "; passed last in \($0)" } ?? ""
            lines.append("failing since run \(since)\(before)")
        }
        if let usual = page.usualSeconds { lines.append("takes \(seconds(usual)), the median") }
        for change in page.changes {
            lines.append("    \(seconds(change.before)) → \(seconds(change.after)) with run \(change.run)")
        }
        for failure in page.failures.prefix(shownFailures) {
            let message = failure.message?.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
            lines.append("\(failure.outcome.word) in run \(failure.run)\(message)")
        }
        let more = page.failures.count - shownFailures
        if more > 0 { lines.append("… and \(more) more of \(page.failures.count)") }
        return lines
    }

    static func json(_ page: TestPage) -> JSON {
        let run = { (run: RunComparison.RunName?) -> JSON in
            run.map { name -> JSON in ["id": JSON(name.id), "commit": JSON(name.commit)] } ?? .null
        }
        return [
            "test": JSON(page.key.text), "title": JSON(page.key.title), "state": JSON(page.state.rawValue),
            "evidence": JSON(page.evidence.words), "strip": JSON(page.strip.description),
            "failing_since": run(page.firstFailed), "last_passed": run(page.lastPassed),
            "usual_seconds": JSON(page.usualSeconds),
            "changes": JSON(
                page.changes.map { ["run": run($0.run), "before": JSON($0.before), "after": JSON($0.after)] }
            ),
            "results": JSON(
                page.entries.map { entry in
                    [
                        "run": run(entry.run), "outcome": JSON(entry.outcome?.word), "seconds": JSON(entry.seconds),
                    ]
                }
            ),
            "failures": JSON(
                page.failures.map {
                    ["run": run($0.run), "outcome": JSON($0.outcome.word), "message": JSON($0.message)]
                }
            ),
        ]
    }

    private static func seconds(_ value: Double) -> String {
        Quantity(measured: value, .duration).rounded(decimals: 2).description
    }
}
