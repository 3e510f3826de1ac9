import ArgumentParser
import Core
import Engine
import Execution
import Glibc
import History
import Judging
import Scanning

/// `assay history`: what is known of earlier runs.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show a test's past, take in results of other systems, make the index anew, or say what it holds.",
        subcommands: [
            HistoryShowCommand.self, HistoryImportCommand.self, HistoryRebuildCommand.self, HistoryStatsCommand.self,
        ]
    )
}

/// Which project's history is meant.
struct ProjectOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "Configuration of the project (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @OptionGroup var past: HistoryOptions

    /// The project as git is asked about it.
    var source: ProjectSource { ProjectSource(root: root, environment: ProcessEnvironment.current()) }

    /// What several machines share, brought here.
    func shared() async throws -> SharedHistory { try await SharedHistory.open(past.shared, root: root) }

    /// Absolute.
    var root: String { ProjectFolder.directory(of: config ?? ProjectFolder.defaultFile) }
}

/// `assay history rebuild`.
struct HistoryRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the index of the history anew from the records of the runs."
    )

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        let files = ProjectHistory(root: project.root, shared: try await project.shared().folder)
        var bar = ProgressBar("making the history anew")
        let synced: ProjectHistory.Synced
        do throws(HistoryError) {
            synced = try files.rebuild { bar.show($0, of: $1) }
        } catch {
            bar.end()
            throw CommandFailure(.infrastructure, error.description)
        }
        bar.end()
        for remark in synced.remarks + HistorySession.words(synced.problems) { Console.error("warning: \(remark)") }
        Console.out("\(synced.added == 1 ? "1 run" : "\(synced.added) runs") taken in: \(files.database)")
        if !synced.problems.isEmpty { throw CommandFailure(.infrastructure) }
    }
}

/// `assay history stats`.
struct HistoryStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Say how much the history holds."
    )

    @OptionGroup var project: ProjectOptions

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let session = try HistorySession.required(root: project.root, shared: await project.shared().folder)
        do throws(HistoryError) {
            let size = try session.history.size()
            switch output {
            case .text: Console.out(Self.text(size, session.files.database))
            case .json: Console.write(Self.json(size).serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
            }
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }

    private static func text(_ size: HistorySize, _ path: String) -> String {
        guard let first = size.first, let last = size.last else { return "no run yet: \(path)" }
        let days = { (time: Double) in CalendarDay(containing: time)?.description ?? "?" }
        let each = size.results > 0 ? ", \(size.bytes / size.results) B a result" : ""
        return """
            runs      \(size.runs), from \(days(first)) to \(days(last))
            tests     \(size.tests)
            results   \(size.results)\(size.prunedRuns > 0 ? ", those of \(size.prunedRuns) runs only as totals" : "")
            index     \(size.bytes) B\(each): \(path)
            """
    }

    private static func json(_ size: HistorySize) -> JSON {
        [
            "runs": JSON(size.runs), "pruned_runs": JSON(size.prunedRuns), "tests": JSON(size.tests),
            "results": JSON(size.results), "bytes": JSON(size.bytes), "first": JSON(size.first),
            "last": JSON(size.last),
        ]
    }
}
