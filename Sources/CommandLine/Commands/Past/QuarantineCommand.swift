import ArgumentParser
import Configuration
import Core
import Engine
import Execution
import Glibc
import History

/// The file that `assay quarantine` edits, and that the configuration includes.
enum QuarantineFile {
    static let name = "quarantine.yaml"

    static func open(_ root: String) throws -> YAMLListFile {
        let comment = "Tests that run and report and decide nothing, until a day."
        return try YAMLListFile(path: "\(root)/\(name)", key: "quarantine", comment: comment)
    }
}

/// `assay quarantine`: tests that run and report and decide nothing for a while.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "List the tests that decide nothing for a while, add one, or lift it again.",
        discussion: """
            The quarantine is the file \(QuarantineFile.name), which the configuration includes. A change to it holds once it \
            is on the protected branch, as with gates.
            """,
        subcommands: [QuarantineListCommand.self, QuarantineAddCommand.self, QuarantineLiftCommand.self],
        defaultSubcommand: QuarantineListCommand.self
    )
}

/// `assay quarantine list`.
struct QuarantineListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the quarantined tests, what became of them since, and which may be lifted."
    )

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        let folder = try ProjectFolder.load(project.config, notes: false)
        let entries = folder.project.quarantine.entries
        guard !entries.isEmpty else { return Console.out("no test is in quarantine") }
        let states = Self.states(folder, shared: try await project.shared().folder)
        let now = SystemClock().wallTime()
        for entry in entries {
            let state =
                entry.isInForce(at: now) ? "until \(entry.expires)" : "expired on \(entry.expires): it counts again"
            Console.out("\(entry.test)  \(state), \(entry.owner): \(entry.reason)")
            if let row = states?.rows.first(where: { entry.names($0.key) }) {
                Console.out("    \(row.state.rawValue): \(row.evidence.words)")
            } else if states != nil {
                Console.out(
                    "    nothing speaks against it any more: `assay quarantine lift --healthy` looks at it closely"
                )
            }
        }
    }

    /// nil where there is no history to tell from.
    private static func states(_ folder: ProjectFolder, shared: String?) -> FlakyReport? {
        guard !ProjectHistory(root: folder.root, shared: shared).isEmpty,
            let session = HistorySession.open(root: folder.root, shared: shared),
            let line = try? HistoryLine.find(session, source: folder.source(), named: nil), !line.runs.isEmpty
        else { return nil }
        return try? InsightReader(history: session.history).flaky(line.runs)
    }
}

/// `assay quarantine add`.
struct QuarantineAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put a test into quarantine: somebody answers for it, for a reason, until a day."
    )

    @Argument(help: "The test, as `assay flaky --output json` names it, or its title.")
    var test: String

    @Option(help: "Who answers for it.")
    var owner: String

    @Option(help: "Why it may be left out: a ticket.")
    var reason: String

    @Option(help: "The last day, 2026-12-31 (default: 30 days from now).")
    var expires: String?

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        for (name, text) in [("the test", test), ("--owner", owner), ("--reason", reason)]
        where text.allSatisfy(\.isWhitespace) {
            throw CommandFailure(.usage, "\(name) is empty")
        }
        let folder = try ProjectFolder.load(project.config, notes: false)
        let day = try ExpiryDay.read(expires)
        guard !folder.project.quarantine.entries.contains(where: { $0.test == test }) else {
            throw CommandFailure(.usage, "'\(test)' is in quarantine already; lift it first")
        }
        try await checkKnown(folder)
        var file = try QuarantineFile.open(folder.root)
        try file.add(["test": test, "owner": owner, "reason": reason, "expires": day.description])
        try file.write()
        Console.out("\(QuarantineFile.name): \(test) until \(day)")
        let again = ProjectFolder.read(folder.file, partial: false)
        if !(again.project?.quarantine.entries.contains { $0.test == test } ?? false) {
            Console.error("warning: \(folder.file) does not read it yet; add `include: [\(QuarantineFile.name)]`")
        }
    }

    /// A test that no run has had is a mistake, where the history can tell.
    private func checkKnown(_ folder: ProjectFolder) async throws {
        let shared = try await project.shared().folder
        guard !ProjectHistory(root: folder.root, shared: shared).isEmpty,
            let session = HistorySession.open(root: folder.root, shared: shared)
        else { return }
        do throws(HistoryError) {
            let totals = try session.history.totals(RunQuery())
            guard !totals.isEmpty, !totals.contains(where: { $0.key.text == test || $0.key.title == test }) else {
                return
            }
        } catch {
            return Console.error("warning: it is not known whether there is such a test: \(error)")
        }
        throw CommandFailure(.usage, "no run has had a test '\(test)'; `assay flaky --output json` names them")
    }
}

/// `assay quarantine lift`.
struct QuarantineLiftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift",
        abstract: "Take a test out of quarantine, or all that have passed often enough: they decide again."
    )

    @Argument(help: "The test, as the quarantine names it.")
    var test: String?

    @Flag(help: "All tests that have passed often enough in a row since they failed last.")
    var healthy = false

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if (test == nil) != healthy { throw ValidationError("name a test, or write --healthy") }
    }

    func run() async throws {
        let folder = try ProjectFolder.load(project.config, notes: false)
        let entries = folder.project.quarantine.entries
        let chosen: [Quarantine.Entry]
        if let test {
            chosen = entries.filter { $0.test == test }
            if chosen.isEmpty { throw CommandFailure(.usage, "'\(test)' is not in quarantine") }
        } else {
            chosen = try Self.healthy(entries, folder, shared: await project.shared().folder)
            if chosen.isEmpty { return Console.out("no quarantined test has passed often enough yet") }
        }
        var file = try QuarantineFile.open(folder.root)
        // From behind, so that the lines of the others stay where they are.
        for entry in chosen.sorted(by: { ($0.location?.line ?? 0) > ($1.location?.line ?? 0) }) {
            guard let place = entry.location, place.file.hasSuffix(QuarantineFile.name), file.remove(at: place.line)
            else {
                let place = entry.location.map { "\($0.file):\($0.line)" } ?? "another file"
                throw CommandFailure(.usage, "'\(entry.test)' stands at \(place); take it out there by hand")
            }
        }
        try file.write()
        for entry in chosen { Console.out("\(QuarantineFile.name): \(entry.test) decides again") }
    }

    /// Tests that the newest runs have, and that nothing speaks against any more.
    private static func healthy(
        _ entries: [Quarantine.Entry],
        _ folder: ProjectFolder,
        shared: String?
    ) throws -> [Quarantine.Entry] {
        let session = try HistorySession.required(root: folder.root, shared: shared)
        do throws(HistoryError) {
            let line = try HistoryLine.find(session, source: folder.source(), named: nil)
            let reader = InsightReader(history: session.history)
            var chosen: [Quarantine.Entry] = []
            for entry in entries {
                guard let key = try reader.test(named: entry.test, among: RunQuery()) else { continue }
                let page = try reader.page(of: key, in: Array(line.runs.prefix(InsightReader.stateRuns)))
                if page.state == .healthy, page.evidence.straightPasses >= Self.fewestPasses { chosen.append(entry) }
            }
            return chosen
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }

    /// A test of which little is known has not passed often.
    private static let fewestPasses = 10
}
