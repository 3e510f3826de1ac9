package import Core
import Execution
package import Ledger
package import Releasing
import Remote
import Scanning
package import Storage

/// Watches one deployment, a window at a time: what a command and a server call alike.
///
/// All that it knows is in the audit log, so that a new process goes on where one was killed. Whoever calls it holds the lease
/// `watch-ENVIRONMENT`.
package struct DeploymentWatch: Sendable {
    private let ledger: Ledger
    private let gate: DeploymentGate
    private let settings: WatchSettings
    private let deployment: ReleaseState.Deployment
    private let root: String
    private let environment: [String: String]
    private let clock: @Sendable () -> Double
    private let source: any LiveSource

    /// What a window came to.
    package struct Step: Sendable, Hashable {
        package var phase: WatchMachine.Phase
        /// Why the window told nothing; nil where it did.
        package var problem: String?
        /// What was done; nil for nothing.
        package var done: String?
    }

    /// nil where the gate asks for no watch, or its address is none.
    ///
    /// `root`: the project's absolute path; `clock`: seconds since 1970.
    package init?(
        _ deployment: ReleaseState.Deployment,
        gate: DeploymentGate,
        ledger: Ledger,
        root: String,
        environment: [String: String],
        clock: @escaping @Sendable () -> Double
    ) {
        guard let settings = gate.watch, !gate.triggers.isEmpty else { return nil }
        let sources = SourceMaker(gate: gate, root: root, environment: environment, state: ledger.folder, clock: clock)
        guard let source = sources.source(settings, deployment.artifact) else { return nil }
        (self.ledger, self.gate, self.settings, self.deployment) = (ledger, gate, settings, deployment)
        (self.root, self.environment, self.clock, self.source) = (root, environment, clock, source)
    }

    /// Seconds until the next window.
    package var interval: Double { settings.interval }

    /// Takes one more window, and does what it asks for; what is over says the same again.
    ///
    /// `resumes`: whether what is held is watched once more.
    package func step(resumes: Bool = false) async throws(StorageError) -> Step {
        var past = WatchPast(try ledger.read(), gate.name, deployment)
        if let end = past.end { return Step(phase: end.passed ? .passed : .rollback(end.reason)) }
        if !past.hasBegun {
            past.baseline = await baseline()
            try note("watch.begun", ["baseline": JSON(past.baseline)])
        }
        var machine = machine(past)
        let now = clock()
        if case .hold = machine.phase {
            guard resumes else { return Step(phase: machine.phase) }
            try note("watch.resumed", ["at": JSON(now)])
            machine.resume(at: now)
        }
        let window = machine.isOver ? nil : await window(until: now - source.lag)
        if let window {
            try note(window)
            machine.observe(window)
            machine.wait(until: window.end)
        }
        let step = Step(phase: machine.phase, problem: window?.problem)
        return try await conclude(step, past)
    }

    private func conclude(_ step: Step, _ past: WatchPast) async throws(StorageError) -> Step {
        var step = step
        switch step.phase {
        case .warmup, .watching, .breach: break
        case .passed: try note("watched", ["passed": true, "reason": "no limit was broken"])
        case .hold(let reason): try note("watch.held", ["reason": JSON(reason)])
        case .rollback(let reason): step.done = try await rollBack(reason, past)
        }
        return step
    }

    private func window(until end: Double) async -> LiveWindow {
        // What was before the deployment is not its doing.
        let since = max(1, end - deployment.time)
        var window = await source.window(until: end, length: min(settings.window, since))
        guard gate.triggers.contains(where: { $0.metric == .burnRate }) else { return window }
        for length in BurnRate.lengths {
            let isShort = BurnRate.pairs.contains { $0.short == length }
            let span = await source.window(until: end, length: isShort ? min(length, since) : length)
            window.spans.append(
                LiveSpan(length: length, requests: span.requests, errors: span.errors, problem: span.problem)
            )
        }
        return window
    }

    /// The larger of what was before the deployment and a week earlier.
    private func baseline() async -> Double? {
        guard gate.triggers.contains(where: \.needsBaseline) else { return nil }
        var known: [Double] = []
        for moment in [deployment.time, deployment.time - 7 * 86_400] {
            let window = await source.window(until: moment, length: settings.window)
            // A percentile of a handful of requests is none.
            let needed = Double(settings.minimumTraffic ?? TriggerJudge.timedRequests)
            guard window.problem == nil, window.requests ?? 0 >= needed, let time = window.responseTime, time > 0 else {
                continue
            }
            known.append(time)
        }
        return known.max()
    }

    private func machine(_ past: WatchPast) -> WatchMachine {
        let judges = gate.triggers.map { trigger in
            TriggerJudge(
                trigger,
                baseline: trigger.metric == .responseTime ? past.baseline : nil,
                fallback: settings.fallback[trigger.metric],
                minimum: settings.minimumTraffic
            )
        }
        var machine = WatchMachine(settings, judges: judges, deployed: deployment.time)
        for event in past.events {
            switch event {
            case .window(let window):
                machine.observe(window)
                machine.wait(until: window.end)
            case .resumed(let time): machine.resume(at: time)
            }
        }
        return machine
    }

    // MARK: Rollback

    /// Takes the deployment back, once: who is told twice does it once.
    private func rollBack(_ reason: String, _ past: WatchPast) async throws(StorageError) -> String {
        var said = "no command of `rollback` is configured"
        if past.hasRolledBack {
            said = "it had begun before, and is not run again"
        } else {
            try note("rollback.begun", ["reason": JSON(reason)])
            if !gate.rollback.run.isEmpty { said = await run(gate.rollback.run) ?? "rolled back" }
        }
        if !gate.rollback.verify.isEmpty {
            said += await run(gate.rollback.verify).map { "; NOT well afterwards: \($0)" } ?? "; well afterwards"
        }
        // In one go: one that dies in between would leave the environment open, and nobody to close it.
        let drafts = [
            draft("block", ["reason": JSON("rolled back: \(reason)")]),
            draft("watched", ["passed": false, "reason": JSON("\(reason) (\(said))")]),
        ]
        try ledger.append { _ in drafts }
        return said
    }

    /// What went wrong; nil for nothing.
    private func run(_ arguments: [String]) async -> String? {
        await DedicatedThread.value {
            do throws(HelperCommand.Failure) {
                _ = try HelperCommand.output(
                    arguments,
                    directory: root,
                    environment: environment,
                    timeout: .seconds(600)
                )
                return nil
            } catch { return "\(arguments.joined(separator: " ")): \(error.reason)" }
        }
    }

    // MARK: The log

    private func draft(_ kind: String, _ members: KeyValuePairs<String, JSON>) -> LedgerDraft {
        let about: JSON = ["environment": JSON(gate.name), "artifact": JSON(deployment.artifact)]
        let body = JSON.object((about.object ?? []) + (JSON(present: members).object ?? []))
        return LedgerDraft(kind, by: "assay", at: clock(), body)
    }

    private func note(_ kind: String, _ members: KeyValuePairs<String, JSON>) throws(StorageError) {
        let draft = draft(kind, members)
        try ledger.append { _ in [draft] }
    }

    private func note(_ window: LiveWindow) throws(StorageError) {
        let spans = window.spans.map { span in
            JSON(present: [
                "length": JSON(span.length), "requests": JSON(span.requests), "errors": JSON(span.errors),
                "problem": JSON(span.problem),
            ])
        }
        try note(
            "watch.window",
            [
                "end": JSON(window.end), "requests": JSON(window.requests), "errors": JSON(window.errors),
                "response_time": JSON(window.responseTime), "problem": JSON(window.problem),
                "spans": spans.isEmpty ? .null : JSON(spans),
            ]
        )
    }
}

extension RollbackTrigger {
    var needsBaseline: Bool { if case .timesBaseline = limit { true } else { false } }
}
