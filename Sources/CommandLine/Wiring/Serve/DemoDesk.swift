import Core
import Criteria
import Judging
import Ledger
import Notifying
import Releasing
import Remote
import Responding
import Scanning
import Signing
import Storage
import Synchronization
import Wire

/// Releases and incidents of the simulated shop, written into its audit log as the commands would have written them.
struct DemoDesk {
    /// Absolute path of the project.
    let root: String
    /// Of the story, the oldest first.
    let records: [HistoricRecord]
    /// Seconds since 1970.
    let now: Double

    private static let manager = "Maria Example"
    private static let day = 86_400.0

    func write() async throws {
        let key = PrivateKey()
        try OutputFile.write(Array(configuration(key).utf8), to: "\(root)/\(ProjectFolder.defaultFile)")
        try OutputFile.write(Array("tests/ @shop\nsrc/ @shop\n".utf8), to: "\(root)/CODEOWNERS")
        let session = try ReleaseSession(config: "\(root)/\(ProjectFolder.defaultFile)") { _ in }
        try append(session.ledger, try releases(key))
        try await incidents(session)
    }

    private func configuration(_ key: PrivateKey) -> String {
        let day = CalendarDay(containing: now + 20 * Self.day).map { "\($0)" } ?? ""
        return """
            coverage_gate:
              criteria: {overall: {threshold: ">= 85%"}}
            quarantine:
              - {test: "tests/test_shop.py||tests.test_shop|test_order_of_events", owner: Ann Example, reason: "the order of two events is not fixed", expires: \(day)}
            attestation_keys:
              maria: {public_key: "\(key.publicKey?.base64 ?? "")", person: \(Self.manager), role: release manager, criteria: [approval.production]}
            deployment_gates:
              staging: {required_gates: [all_unit_tests_pass]}
              production:
                after: staging
                approvals: {count: 1, roles: [release manager]}
                required_gates: [all_unit_tests_pass, coverage_threshold_met, manual_approval]
            notifiers: {chat: {webhook: "https://chat.example.org/shop"}, mail: {webhook: "https://mail.example.org/shop"}}
            contacts: {platform_team: chat, lead: mail}
            escalation_matrix:
              unit_test_failure: {severity: high, owner: platform_team, sla: 1 hour, escalate: lead}
              e2e_test_failure: {severity: critical, owner: platform_team, sla: 30 minutes, escalate: lead}

            """
    }

    // MARK: Releases

    /// A run of the story so many days ago.
    private func record(daysAgo days: Double) -> HistoricRecord? {
        records.last { $0.run.started <= now - days * Self.day }
    }

    private func releases(_ key: PrivateKey) throws -> [LedgerDraft] {
        var drafts: [LedgerDraft] = []
        for (days, isTakenBack) in [(26.0, false), (12.0, true), (5.0, false)] {
            guard let run = record(daysAgo: days)?.run, let commit = run.commit else { continue }
            let start = run.started + run.seconds
            let made = Release(commit: commit, run: run.id, start: start)
            drafts += made.passes("staging", after: 600)
            drafts.append(try made.approval(by: Self.manager, key, after: 3_000))
            drafts += made.passes("production", after: 3_600)
            drafts.append(made.watched(passed: !isTakenBack, after: 5_400))
        }
        guard let run = records.last?.run, let commit = run.commit else { return drafts }
        let newest = Release(commit: commit, run: run.id, start: now - 4 * 3_600)
        let coverage = records.last?.figures.first { $0.name == "coverage" }?.value ?? 0
        return drafts + newest.passes("staging", after: 600) + [newest.held(at: coverage, after: 1_200)]
    }

    private func append(_ ledger: Ledger, _ drafts: [LedgerDraft]) throws {
        try OutputFile.telling { () throws(StorageError) in
            _ = try ledger.append { _ in drafts.sorted { $0.time < $1.time } }
        }
    }

    // MARK: Incidents

    private func incidents(_ session: ReleaseSession) async throws {
        let clock = DemoClock()
        let time: @Sendable () -> Double = { clock.seconds.withLock { $0 } }
        let project = session.held.project
        let keeper = IncidentKeeper(
            session.ledger,
            project: project,
            sources: IncidentSources(place: root),
            clock: time
        )
        let sender = Sender(open: DemoNetwork(), guarded: DemoNetwork(), now: time) { $0 }
        let outbox = Outbox(
            session.ledger,
            notifiers: project.response.notifiers,
            sender: sender,
            pause: 0,
            clock: time
        )
        let tick = { (seconds: Double, runs: [RunSummary]) async throws in
            clock.seconds.withLock { $0 = seconds }
            try OutputFile.telling { () throws(StorageError) in _ = try keeper.tick(EndedRuns(runs)) }
            do throws(StorageError) { try await outbox.deliver() } catch {
                throw CommandFailure(.infrastructure, "\(error)")
            }
        }
        let broken = records.filter { $0.run.tally.failed >= 3 && $0.run.tally.failed < 10 }
        guard let first = broken.first, let last = broken.last,
            let mended = records.first(where: { $0.run.started > last.run.started }), let newest = records.last
        else { return }
        let good = records.last { $0.run.started < first.run.started } ?? first
        try await tick(good.run.started + 60, [summary(good.run, step: "unit", kind: .unit)])
        let failure = "test_export_csv: AssertionError: expected 12 columns, got 11"
        try await tick(first.run.started + 60, [summary(first.run, step: "unit", kind: .unit, failure)])
        try await tick(first.run.started + 3_700, [])
        try OutputFile.telling { () throws(StorageError) in
            _ = try keeper.acknowledge("INC-1", by: Self.manager)
        }
        for run in records where run.run.started >= mended.run.started {
            try await tick(run.run.started + 60, [summary(run.run, step: "unit", kind: .unit)])
            if try keeper.desk().incidents.allSatisfy({ !$0.isOpen }) { break }
        }
        let open = "test_payment_timeout: TimeoutError: no answer of the payment service within 30 s"
        try await tick(max(newest.run.started + 60, now - 1_500), [summary(newest.run, step: "e2e", kind: .e2e, open)])
    }

    private func summary(_ run: HistoricRun, step: String, kind: Kind, _ failure: String? = nil) -> RunSummary {
        let outcome: StepOutcome = failure == nil ? .passed(tries: 1) : .failed(.exit(code: 1), tries: 1)
        var record = StepRecord(name: step, stage: "test", kind: kind, outcome: outcome)
        let ended: AttemptOutcome = failure == nil ? .passed : .failed(.exit(code: 1))
        var attempt = AttemptRecord(number: 1, outcome: ended, started: run.started, seconds: run.seconds)
        attempt.output = failure.map { [$0] } ?? []
        record.attempts = [attempt]
        return RunSummary(context: run.simulated, steps: [record], seconds: run.seconds)
    }
}

/// The clock of the story.
private final class DemoClock: Sendable {
    /// Since 1970.
    let seconds = Mutex(0.0)
}

/// A network that takes every message and reaches nobody.
private struct DemoNetwork: HTTPTransport {
    func send(_ request: HTTPRequest, limit: Int) async throws(HTTPFailure) -> HTTPResponse {
        HTTPResponse(status: 200)
    }
}

/// One artifact on its way.
private struct Release {
    var commit: String
    var run: String
    /// When it was built, in seconds since 1970.
    var start: Double

    private var artifact: String { Array("shop of \(commit)".utf8).withUnsafeBytes { Digest.sha256($0) } }

    private func decision(_ environment: String, _ lines: [DeploymentDecision.Line], at time: Double) -> LedgerDraft {
        let subject = subject(environment)
        return LedgerDraft(
            "decision",
            by: "ci",
            at: time,
            DeploymentDecision(subject: subject, lines: lines, time: time).json
        )
    }

    private func subject(_ environment: String) -> ReleaseSubject {
        ReleaseSubject(environment: environment, artifact: artifact, commit: commit, verdict: "demo", gates: "demo")
    }

    private var tests: DeploymentDecision.Line { .init("all_unit_tests_pass", .pass, "60 tests passed", run: run) }

    /// It may go there, and does.
    func passes(_ environment: String, after seconds: Double) -> [LedgerDraft] {
        let time = start + seconds
        let body: JSON = [
            "environment": JSON(environment), "artifact": JSON(artifact), "commit": JSON(commit), "allowed": true,
            "succeeded": true,
        ]
        return [
            decision(environment, [tests], at: time), LedgerDraft("deployment", by: "ci", at: time + 120, body),
        ]
    }

    func approval(by person: String, _ key: PrivateKey, after seconds: Double) throws -> LedgerDraft {
        let time = (start + seconds).rounded(.down)
        let approval = Approval(
            subject: subject("production"),
            decision: .approve,
            person: person,
            role: "release manager",
            reason: "the notes are written",
            issued: time,
            expires: time + 3 * 86_400,
            nonce: Nonce.make()
        )
        let envelope = try key.sign(Envelope(payload: approval.json.serialized()), keyID: "maria")
        return LedgerDraft("approval", by: person, at: time, AttestationJSON.json(envelope))
    }

    func watched(passed: Bool, after seconds: Double) -> LedgerDraft {
        let body: JSON = [
            "environment": "production", "artifact": JSON(artifact), "passed": JSON(passed),
            "reason": JSON(passed ? "" : "error_rate > 5% in 2 windows"),
        ]
        return LedgerDraft("watched", by: "assay", at: start + seconds, body)
    }

    /// It may not go to production yet.
    func held(at coverage: Double, after seconds: Double) -> LedgerDraft {
        let lines: [DeploymentDecision.Line] = [
            tests,
            .init(
                "coverage_threshold_met",
                .fail,
                "line_coverage is \(Quantity(measured: coverage, .ratio).rounded(decimals: 1)), and has to be at least 85%",
                remedy: "cover what is new: the page Coverage names the files",
                run: run
            ),
            .init(
                "manual_approval",
                .inconclusive,
                "0 of 1 approvals",
                remedy: "Maria Example (release manager) can approve"
            ),
        ]
        return decision("production", lines, at: start + seconds)
    }
}
