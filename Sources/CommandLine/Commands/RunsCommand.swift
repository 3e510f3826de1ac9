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

    @Option(name: [.customShort("n"), .long], help: "How many runs at most.")
    var count = 20

    @Option(name: [.short, .long], help: "Configuration of the project whose runs are meant.")
    var config: String?

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let store = RunStore(root: ProjectFolder.directory(of: config ?? ProjectFolder.found))
        let entries = store.list().prefix(max(0, count)).map { RunEntry(store.folder($0)) }
            .sorted { ($0.started, $0.id) > ($1.started, $1.id) }
        switch output {
        case .text:
            if entries.isEmpty { Console.out("no run yet; `assay run` makes one") }
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
