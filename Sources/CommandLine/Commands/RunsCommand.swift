import ArgumentParser
import Core
import Glibc
import Scanning
import Storage

/// `assay runs`: the runs of a project, newest first, and how each ended.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs of the project, newest first, and how each ended."
    )

    @Argument(
        help: "A filter: s:fail, s:running, @BRANCH, words of the id, the commit or the trigger (docs/running.md)."
    )
    var filter: [String] = []

    @Option(name: [.customShort("n"), .long], help: "How many runs at most.")
    var count = 20

    @Option(name: [.short, .long], help: "Configuration of the project whose runs are meant.")
    var config: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let store = RunStore(root: ProjectFolder.directory(of: config ?? ProjectFolder.found))
        let words = filter.joined(separator: " ")
        let filter = Filter(words)
        let found = store.list().lazy.map { RunEntry(store.folder($0)) }.filter { filter.matches($0.subject) }
        let entries = found.prefix(max(0, count))
            .sorted { ($0.started, $0.id) > ($1.started, $1.id) }
        switch output {
        case .text:
            if entries.isEmpty {
                Console.out(
                    store.list().isEmpty ? "no run yet; `assay run` makes one" : "no run is meant by '\(words)'"
                )
            }
            for entry in entries { Console.out(entry.line) }
        case .json: Console.out(JSON.array(entries.map(\.json)).text(.pretty))
        }
    }
}

/// One run in the list.
struct RunEntry {
    let id: String
    private let context: RunContext?
    private let isRunning: Bool
    /// Seconds since 1970; 0 where the log does not tell.
    ///
    /// Of runs within one second the ids tell no order.
    var started: Double { context?.started ?? 0 }
    private let verdict: Verdict?
    private let seconds: Double?

    init(_ folder: RunFolder) {
        id = folder.id
        let events = (try? EventLogReader.read(folder))?.entries ?? []
        var ending: (verdict: Verdict, seconds: Double)?
        if case .runEnded(let verdict, let seconds) = events.last?.event { ending = (verdict, seconds) }
        var started: RunContext?
        if case .runStarted(let context, _, _) = events.first?.event { started = context }
        context = started
        isRunning = ending == nil && folder.isRunning
        verdict = ending?.verdict
        seconds = ending?.seconds
    }

    /// The run as a filter sees it.
    var subject: Filter.Subject {
        var fields = ["branch": context?.branch ?? "", "commit": context?.commit ?? ""]
        fields["trigger"] = context?.trigger
        let words =
            verdict.map { [$0.rawValue] + ($0 == .fail ? ["failed"] : $0.blocks ? [] : ["passed"]) }
            ?? [isRunning ? "running" : "cut"]
        return Filter.Subject(
            [id, context?.branch ?? "", context?.commit ?? "", context?.trigger ?? ""],
            states: words,
            tags: [context?.branch, context?.tag].compactMap(\.self),
            fields: fields
        )
    }

    /// How it ended, in a word.
    private var state: String { verdict?.rawValue ?? (isRunning ? "running" : "did not end") }

    var line: String {
        let place = [context?.branch, context?.commit.map { String($0.prefix(10)) }].compactMap(\.self)
        let words = [state, seconds.map(RunView.seconds), place.joined(separator: " ")].compactMap(\.self)
        return ([id] + words.filter { !$0.isEmpty }).joined(separator: "  ")
    }

    var json: JSON {
        [
            "id": JSON(id), "state": JSON(verdict == nil ? (isRunning ? "running" : "not_ended") : "ended"),
            "verdict": JSON(verdict?.rawValue), "seconds": JSON(seconds), "started": JSON(context?.started),
            "branch": JSON(context?.branch), "commit": JSON(context?.commit),
        ]
    }
}
