import ArgumentParser
import Configuration
import Core
import Criteria
import Engine
import Execution
import Glibc
import History
import Judging
import Scanning
import Storage

/// `assay clean`: removes runs that nobody needs any more, and what the history holds of long ago.
struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Remove old runs: folders first, single results later; totals stay. Snapshots and volumes too.",
        discussion: """
            A run that is under way stays, and so does what serves as a baseline, what a criterion pins, what a person \
            has made a baseline, and what ran a tag. What a run measured stays in the history when its folder goes. \
            Snapshots that services start from and volumes of package managers stay while a run or an environment may use them.
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var limits: RetentionOptions

    @Flag(help: "Say what would be removed, and remove nothing.")
    var dryRun = false

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let now = SystemClock().wallTime()
        let store = RunStore(root: project.root)
        let session = HistorySession.open(root: project.root, shared: try await project.shared().folder)
        let held = try heldRuns(session)
        let runs = store.list().map { id in
            Retention.Run(
                id: id,
                started: RunID.time(of: id) ?? now,
                bytes: store.bytes(of: id),
                held: store.isLive(id, now: now) ? "it is under way" : held[id]
            )
        }
        var cleaning = Cleaning(isDry: dryRun)
        let going = limits.retention.removable(runs, now: now)
        let gone = Set(going.map(\.id))
        let oldest = now - limits.retention.age
        cleaning.held = runs.filter { $0.held != nil && $0.started < oldest && !gone.contains($0.id) }
        if !dryRun {
            do throws(StorageError) { try store.finishRemovals() } catch { cleaning.problems.append("\(error)") }
        }
        var bar = ProgressBar("removing runs")
        for (index, run) in going.enumerated() {
            bar.show(index, of: going.count)
            remove(run, store, &cleaning)
        }
        bar.end()
        cleanFolders(store, now: now, &cleaning)
        if let session { clean(session, held: Set(held.keys), now: now, &cleaning) }
        switch output {
        case .text: Console.out(cleaning.lines.joined(separator: "\n"))
        case .json: Console.write(cleaning.json.serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
        }
        for problem in cleaning.problems { Console.error("assay: \(problem)") }
        if !cleaning.problems.isEmpty { throw CommandFailure(.infrastructure) }
    }

    /// What a run measured is kept before its folder goes.
    private func remove(_ run: Retention.Run, _ store: RunStore, _ cleaning: inout Cleaning) {
        guard !dryRun else { return cleaning.removed.append(run) }
        do throws(StorageError) {
            let files = ProjectHistory(root: project.root)
            try files.imported.addRecord(run.id, of: files.own)
            if try store.remove(run.id) {
                cleaning.removed.append(run)
            } else {
                var run = run
                run.held = "it is under way"
                cleaning.held.append(run)
            }
        } catch {
            cleaning.problems.append("\(error)")
        }
    }

    /// Snapshots and volumes.
    private func cleanFolders(_ store: RunStore, now: Double, _ cleaning: inout Cleaning) {
        let folders = KeptFolders(root: project.root, store, now: now)
        for kind in KeptFolders.Kind.allCases {
            let (entries, retention) = (folders.entries(kind), limits.retention(kind))
            let going = retention.removable(entries, now: now)
            // What would go, were it not in use.
            let free = retention.removable(
                entries.map { Retention.Run(id: $0.id, started: $0.started, bytes: $0.bytes) },
                now: now
            )
            let gone = Set(going.map(\.id))
            let wanted = Set(free.map(\.id))
            cleaning.held += entries.filter { $0.held != nil && wanted.contains($0.id) && !gone.contains($0.id) }
            if !dryRun { going.forEach(folders.remove) }
            cleaning.folders += going
        }
    }

    private func clean(_ session: HistorySession, held: Set<String>, now: Double, _ cleaning: inout Cleaning) {
        do throws(HistoryError) {
            let old = try session.history.prunable(before: now - limits.resultsAge).filter { !held.contains($0) }
            cleaning.prunedRuns = old.count
            guard !dryRun, session.history.access == .write else { return }
            var bar = ProgressBar("removing results")
            for (index, run) in old.enumerated() {
                bar.show(index, of: old.count)
                try session.history.prune(run)
                session.files.imported.remove(run)
            }
            bar.end()
            cleaning.messages = try session.history.forgetMessages(before: now - limits.messagesAge)
            if let age = limits.totalsAge {
                cleaning.forgottenRuns = try session.history.forgetTotals(
                    before: now - age,
                    keeping: session.files.known
                )
            }
            try session.history.compact()
        } catch {
            cleaning.problems.append(error.description)
        }
    }

    /// Runs that something rests on, by id, each with the reason.
    private func heldRuns(_ session: HistorySession?) throws -> [String: String] {
        guard let session else { return [:] }
        var held: [String: String] = [:]
        do throws(HistoryError) {
            let runs = try session.history.runs(RunQuery())
            for run in runs {
                if run.isSeeded { held[run.id] = "a person has made it a baseline" }
                if let tag = run.tag { held[run.id] = "it ran the tag \(tag)" }
            }
            // Without a configuration nothing is compared with anything.
            let loaded = ProjectFolder.read(project.config ?? ProjectFolder.found, partial: true)
            guard let configured = loaded.project else { return held }
            let protected = project.source.protectedBranch
            let family = BranchFamily(branch: protected, protected: protected)
            for id in BaselineCandidates.ids(of: runs, gates: configured.gates, context: nil, family: family) {
                held[id] = held[id] ?? "criteria compare with it"
            }
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        return held
    }
}
