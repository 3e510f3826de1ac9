package import Core
package import Engine
import Execution
import Glibc
import Scanning
import Synchronization

/// Results of steps, by all that they rest on, in this checkout and where several share them.
package final class ResultCache: StepCache, EventSink {
    /// What a cache is made of.
    package struct Setup: Sendable {
        /// Absolute path of the project.
        package var root: String
        /// Results of this checkout alone.
        package var local: any CacheStorage
        /// Results that others read too; nil for none.
        package var shared: (any CacheStorage)?
        package var rights: CacheScope.Rights
        /// What Assay has inherited itself.
        package var environment: [String: String]
        /// Bytes that each place may take.
        package var limit: Double
        /// Results that are older are refused; nil for none.
        package var maximalAge: Duration?
        package var run: String

        package init(
            root: String,
            local: any CacheStorage,
            shared: (any CacheStorage)?,
            rights: CacheScope.Rights,
            environment: [String: String],
            limit: Double = StorageSettings.defaultCacheLimit,
            maximalAge: Duration? = nil,
            run: String
        ) {
            self.root = root
            self.local = local
            self.shared = shared
            self.rights = rights
            self.environment = environment
            self.limit = limit
            self.maximalAge = maximalAge
            self.run = run
        }
    }

    private struct State {
        /// What each step rested on when it was looked for.
        var fingerprints: [String: StepFingerprint] = [:]
        var found: [String: Found] = [:]
        var hasStored = false
    }

    private struct Found: Sendable {
        var entry: CacheEntry
        var storage: any CacheStorage
    }

    private let setup: Setup
    private let clock: any RunClock
    private let files: ProjectFiles
    private let reader: FingerprintReader
    private let state = Mutex(State())

    package init(_ setup: Setup, plan: Plan, clock: any RunClock) {
        self.setup = setup
        self.clock = clock
        files = ProjectFiles(root: setup.root)
        reader = FingerprintReader(
            files: files,
            tools: ToolStates(files.digests),
            plan: plan,
            before: OutputsBefore(plan),
            inherited: setup.environment
        )
    }

    /// Commands change files: what is known of them holds only while none runs.
    package func receive(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .attemptStarted(_, _, let process) where process != nil: files.commandStarted()
        case .attemptEnded(_, let attempt) where attempt.log != nil: files.commandEnded()
        default: break
        }
    }

    // MARK: Looking

    package func find(_ step: PlannedStep) async -> CacheAnswer {
        let fingerprint: StepFingerprint
        do throws(FingerprintReader.Unclear) { fingerprint = try reader.fingerprint(of: step) } catch {
            return .missing(reasons: [error.reason])
        }
        state.withLock { $0.fingerprints[step.name] = fingerprint }
        let key = FileDigests.digest(of: fingerprint.bytes)
        for (scope, storage) in places {
            guard let entry = await entry(CacheNames(scope).entry(key), storage), entry.origin.key == key,
                entry.fingerprint == fingerprint, entry.step == step.name
            else { continue }
            if let problem = tooOld(entry) { return .missing(reasons: [problem]) }
            state.withLock { $0.found[step.name] = Found(entry: entry, storage: storage) }
            return .found(entry.origin)
        }
        return .missing(reasons: await reasons(fingerprint, step.name))
    }

    /// Where results may come from, in the order in which they are looked for.
    private var places: [(CacheScope, any CacheStorage)] {
        setup.rights.reads.flatMap { scope -> [(CacheScope, any CacheStorage)] in
            var places = [(scope, setup.local)]
            if scope == .shared, let shared = setup.shared { places.append((scope, shared)) }
            return places
        }
    }

    /// nil also for what cannot be read: the step runs.
    private func entry(_ name: String, _ storage: any CacheStorage) async -> CacheEntry? {
        guard let bytes = try? await storage.read(name) else { return nil }
        return CacheEntry(bytes)
    }

    private func tooOld(_ entry: CacheEntry) -> String? {
        guard let limit = setup.maximalAge else { return nil }
        let age = clock.wallTime() - entry.origin.stored
        guard age > limit / .seconds(1) else { return nil }
        let words = Duration.seconds(Int(max(0, age))).words
        return "the result of run \(entry.origin.run) is \(words) old, and a criterion believes none older than "
            + "\(limit.words) (max_age)"
    }

    /// What has changed since the last result that was kept of the step.
    private func reasons(_ fingerprint: StepFingerprint, _ step: String) async -> [String] {
        guard let last = await last(step) else { return ["no result is kept of it yet"] }
        let changes = fingerprint.changes(since: last.fingerprint)
        if changes.isEmpty { return ["the result of run \(last.origin.run) is no longer kept"] }
        return changes.map(\.words)
    }

    /// The result of the step that was kept or used last.
    private func last(_ step: String) async -> CacheEntry? {
        var newest: CacheEntry?
        for (scope, storage) in places {
            let names = CacheNames(scope)
            guard let bytes = try? await storage.read(names.latest(step)) else { continue }
            let key = String(decoding: bytes.prefix(64), as: UTF8.self)
            guard CacheEntry.isDigest(key), let found = await entry(names.entry(key), storage) else { continue }
            if newest.map({ $0.origin.stored < found.origin.stored }) ?? true { newest = found }
        }
        return newest
    }

    // MARK: Taking

    package func restore(_ step: PlannedStep, log: String) async -> String? {
        guard let found = state.withLock({ $0.found[step.name] }) else { return "nothing was found for it" }
        return await Restorer(files: files, storage: found.storage).restore(found.entry, log: log)
    }

    // MARK: Keeping

    package func store(_ step: PlannedStep, _ result: StepResult) async -> CacheNote {
        guard let scope = setup.rights.writes else { return .notStored(reason: setup.rights.reason) }
        guard let seen = state.withLock({ $0.fingerprints[step.name] }) else {
            return .notStored(reason: "what it rests on is not clear")
        }
        do throws(FingerprintReader.Unclear) {
            let changes = try reader.fingerprint(of: step).changes(since: seen)
            if let first = changes.first {
                let more = changes.count > 1 ? " and \(changes.count - 1) more" : ""
                return .notStored(reason: "while it ran its inputs changed: \(first.words)\(more)")
            }
        } catch {
            return .notStored(reason: error.reason)
        }
        return await keep(step.step, result, seen, CacheNames(scope), isShared: scope == .shared)
    }

    private func keep(
        _ step: Step,
        _ result: StepResult,
        _ fingerprint: StepFingerprint,
        _ names: CacheNames,
        isShared: Bool
    ) async -> CacheNote {
        let keeper = Keeper(files: files)
        let parts: [(file: CacheEntry.File, path: String)]
        do throws(Keeper.Refusal) { parts = try keeper.files(of: step, result) } catch {
            return .notStored(reason: error.reason)
        }
        let size = parts.reduce(0) { $0 + Keeper.bytes($1.path) } + (result.log.map(Keeper.bytes) ?? 0)
        if size > setup.limit / 2 { return .notStored(reason: "it is too large for the cache") }
        let key = FileDigests.digest(of: fingerprint.bytes)
        let entry = CacheEntry(
            origin: CacheOrigin(run: setup.run, stored: clock.wallTime(), key: key),
            step: step.name,
            fingerprint: fingerprint,
            files: parts.map(\.file),
            log: result.log.flatMap { files.digests.digest(of: $0) }
        )
        do throws(CacheError) {
            try await keeper.write(entry, parts, log: result.log, named: names, to: setup.local)
            if isShared, let shared = setup.shared {
                try await keeper.write(entry, parts, log: result.log, named: names, to: shared)
            }
        } catch {
            return .notStored(reason: error.description)
        }
        state.withLock { $0.hasStored = true }
        return .stored(key: key)
    }

    /// Brings the places of the cache back within their bounds, where anything was added.
    package func finish() async {
        guard state.withLock({ $0.hasStored }) else { return }
        await setup.local.trim(to: setup.limit)
        if setup.rights.writes == .shared { await setup.shared?.trim(to: setup.limit) }
    }
}
