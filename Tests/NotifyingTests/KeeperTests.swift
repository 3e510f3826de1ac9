import Core
import Criteria
import Ledger
import Notifying
import Remote
import Responding
import Scanning
import Synchronization
import TestSupport
import Testing

/// A clock that nobody waits for, and a network of one's own.
private final class World: HTTPTransport, Sendable {
    let now = Mutex(1_700_000_000.0)
    let sent = Mutex<[(path: String, body: JSON)]>([])
    let answers = Mutex<[String: HTTPResponse]>([:])

    func send(_ request: HTTPRequest, limit: Int) async throws(HTTPFailure) -> HTTPResponse {
        let path = request.url.path
        let body = (try? JSON(parsing: request.body)) ?? .null
        sent.withLock { $0.append((path, body)) }
        return answers.withLock { $0[path] } ?? HTTPResponse(status: 200)
    }

    var paths: [String] { sent.withLock { $0.map(\.path) } }
    func pass(_ seconds: Double) { now.withLock { $0 += seconds } }
}

/// A project with its state folder, on that clock.
private struct Desk {
    let world = World()
    let folder = TemporaryFolder()
    var project: Project

    init() {
        project = Project()
        var settings = ResponseSettings()
        settings.notifiers = ["chat", "mail"].map { name in
            Notifier(name: name, channel: .webhook("https://hooks.example.org/\(name)", secret: nil))
        }
        settings.contacts = [
            Contact(name: "team", channels: ["chat"]), Contact(name: "lead", channels: ["mail"]),
        ]
        settings.onCall = "lead"
        settings.rules = [
            EscalationRule(name: "e2e_test_failure", severity: .high, owner: "team", sla: 600, escalate: ["lead"])
        ]
        project.response = settings
    }

    var ledger: Ledger { Ledger(folder: "\(folder.path)/audit") }

    func keeper() -> IncidentKeeper {
        var sources = IncidentSources(place: "/p") { after, upTo in ["\(upTo) broke it", "\(after)+ harmless"] }
        sources.branch = "main"
        let world = world
        return IncidentKeeper(ledger, project: project, sources: sources) { world.now.withLock { $0 } }
    }

    func outbox() -> Outbox {
        let world = world
        let clock: @Sendable () -> Double = { world.now.withLock { $0 } }
        let sender = Sender(open: world, guarded: world, now: clock) { $0 }
        return Outbox(ledger, notifiers: project.response.notifiers, sender: sender, pause: 0, clock: clock)
    }

    @discardableResult
    func tick(_ runs: RunSummary...) async throws -> [String] {
        let lines = try keeper().tick(EndedRuns(runs))
        try await outbox().deliver()
        return lines
    }

    func incidents() throws -> [Incident] { try keeper().desk().incidents }
}

private func run(
    _ id: String,
    passes: Bool,
    commit: String = "c",
    branch: String = "main",
    category: FailureCategory? = nil,
    started: Double = 1
) -> RunSummary {
    var context = RunContext(
        id: id,
        branch: branch,
        commit: commit,
        machine: Machine(cores: 1, memoryBytes: 1, system: "x"),
        started: started
    )
    context.isClean = true
    var step = StepRecord(
        name: "login",
        stage: "test",
        kind: .e2e,
        outcome: passes ? .passed(tries: 1) : .failed(.exit(code: 1), tries: 1)
    )
    step.category = passes ? nil : category
    return RunSummary(context: context, steps: [step])
}

@Suite("Whoever is called, on a clock that nobody waits for")
struct KeeperTests {
    @Test(
        "the owner at once, the next one when the SLA has passed, nobody while somebody looks after it, and the end to all"
    )
    func road() async throws {
        let desk = Desk()
        try await desk.tick(
            run("1", passes: true, commit: "good", started: 1),
            run("2", passes: false, commit: "bad", started: 2)
        )
        #expect(try desk.incidents().map(\.title) == ["login: exit code 1"])
        #expect(desk.world.paths == ["/chat"])
        try await desk.tick(run("2", passes: false, started: 2))
        #expect(desk.world.paths == ["/chat"], "nobody is called twice")
        desk.world.pass(601)
        try await desk.tick()
        #expect(desk.world.paths == ["/chat", "/mail"])
        #expect(try desk.keeper().acknowledge("INC-1", by: "ada") == nil)
        desk.world.pass(590)
        try await desk.tick()
        #expect(desk.world.paths.count == 4, "both hear that somebody has answered")
        desk.world.pass(20)
        try await desk.tick()
        #expect(desk.world.paths.suffix(1) == ["/chat"], "the answer has expired")
        for number in 3...4 { try await desk.tick(run("\(number)", passes: true, started: Double(number))) }
        let kinds = desk.world.sent.withLock { $0.compactMap { $0.body["type"]?.string } }
        #expect(kinds.suffix(2) == ["incident.resolved", "incident.resolved"])
        let count = desk.world.paths.count
        desk.world.pass(1e6)
        try await desk.tick()
        #expect(desk.world.paths.count == count, "nobody is called after it is resolved")
    }

    @Test("a call tells what is known: the commits that may have broken it, the history, the owner")
    func context() async throws {
        let desk = Desk()
        // The first tick of a project looks at its newest run only.
        try await desk.tick(run("1", passes: true, commit: "good", started: 1))
        try await desk.tick(
            run("1", passes: true, commit: "good", started: 1),
            run("2", passes: false, commit: "bad", started: 2)
        )
        let text = desk.world.sent.withLock { $0.last?.body.text() } ?? ""
        for part in ["good..bad", "bad broke it", "✓✗", "team", "run 1 (commit good)"] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test("what is on the way to nobody is nobody's incident: other branches, and runs that only tried a repair")
    func elsewhere() async throws {
        let desk = Desk()
        try await desk.tick(run("0", passes: true))
        try await desk.tick(run("1", passes: false, branch: "topic", started: 2))
        var repair = run("2", passes: false, started: 3)
        repair.context?.trigger = RunContext.repairTrigger
        try await desk.tick(repair)
        #expect(try desk.incidents().isEmpty)
    }

    @Test("what is the place's fault waits for a named repair, once a day; a failure of the tests never does")
    func repair() async throws {
        var desk = Desk()
        desk.project.response.recovery = [RecoveryAction(.rerunOnFreshWorker)]
        desk.project.response.rules.append(
            EscalationRule(name: "infrastructure_failure", severity: .medium, owner: "team", sla: 600)
        )
        try await desk.tick(run("0", passes: true))
        try await desk.tick(run("1", passes: false, started: 2))
        #expect(try desk.keeper().repairs().isEmpty)
        #expect(desk.world.paths.count == 1)
        try await desk.tick(run("2", passes: false, category: .network, started: 3))
        let waiting = try desk.keeper().repairs()
        #expect(waiting.map(\.incident.id) == ["INC-2"])
        #expect(desk.world.paths.count == 1, "nobody is called before the repair was tried")
        try desk.keeper().note(.rerunOnFreshWorker, of: "INC-2", worked: true)
        desk.world.pass(5_000)
        try await desk.tick()
        #expect(try desk.incidents()[1].status == .recovered)
        #expect(!desk.world.sent.withLock { $0.contains { $0.body.text().contains("INC-2") } })
        try await desk.tick(run("3", passes: false, category: .network, started: 4))
        #expect(try desk.keeper().repairs().isEmpty, "not twice a day")
        #expect(desk.world.sent.withLock { $0.contains { $0.body.text().contains("INC-2") } }, "it did not last")
    }

    @Test("whom nobody can tell, whoever is on call hears of; during maintenance nobody does, and it is recorded")
    func unreachable() async throws {
        var desk = Desk()
        desk.project.response.rules[0].owner = "nobody we know"
        let lines = try await desk.tick(run("1", passes: false))
        #expect(desk.world.paths == ["/mail"])
        #expect(lines.contains { $0.contains("nobody can tell nobody we know") }, "\(lines)")
        var quiet = Desk()
        let today = try #require(CalendarDay(containing: 1_700_000_000))
        quiet.project.response.maintenance = [MaintenanceWindow(from: today, until: today, reason: "move")]
        try await quiet.tick(run("1", passes: false))
        #expect(quiet.world.paths.isEmpty)
        #expect(try quiet.incidents().count == 1)
    }

    @Test("a receiver that is busy is asked again, a refusal goes by the fallback, and what waits is not overtaken")
    func deliveries() async throws {
        var desk = Desk()
        desk.project.response.notifiers[0].fallback = "mail"
        desk.world.answers.withLock {
            $0["/chat"] = HTTPResponse(status: 429, headers: [.init("retry-after", "120")])
        }
        try await desk.tick(run("1", passes: false))
        #expect(desk.world.paths == ["/chat"])
        desk.world.pass(60)
        try await desk.tick()
        #expect(desk.world.paths == ["/chat"], "not before it asked for it")
        desk.world.answers.withLock { $0["/chat"] = HTTPResponse(status: 400) }
        desk.world.pass(61)
        try await desk.tick()
        #expect(desk.world.paths == ["/chat", "/chat", "/mail"])
        #expect(try desk.keeper().desk().dead.map(\.delivery.notifier) == ["chat"])
    }

    @Test("an issue is opened once, whatever is told later; what was dropped before it was said is said anew")
    func issues() async throws {
        var desk = Desk()
        let issue = Notifier.Channel.github(repository: "o/r", token: "t", address: "https://api.example.org")
        desk.project.response.notifiers[0] = Notifier(name: "chat", channel: issue)
        let place = "/repos/o/r/issues"
        desk.world.answers.withLock {
            $0[place] = HTTPResponse(status: 403, headers: [.init("retry-after", "60")])
        }
        try await desk.tick(run("1", passes: false))
        #expect(desk.world.paths == [place], "too many requests are no refusal")
        #expect(try desk.keeper().acknowledge("INC-1", by: "ada") == nil)
        desk.world.answers.withLock { $0[place] = nil }
        for _ in 0..<12 {
            desk.world.pass(601)
            try await desk.tick()
        }
        #expect(desk.world.paths.filter { $0 == place }.count == 2)
        #expect(desk.world.paths.contains("/mail"), "\(desk.world.paths)")
    }

    @Test(
        "whatever happens in whatever order: nobody is called while somebody answers or after the end, no message arrives twice"
    )
    func property() async throws {
        for seed in UInt64(1)...12 {
            var chance = SeededGenerator(seed: seed)
            var desk = Desk()
            desk.project.response.notifiers[0].fallback = "mail"
            try desk.keeper().tick(EndedRuns([run("0", passes: true)]))
            for number in 1...30 {
                desk.world.pass(Double(chance.number(1...900)))
                let status = chance.pick([200, 200, 429, 500, 404])
                desk.world.answers.withLock { $0[chance.pick(["/chat", "/mail"])] = HTTPResponse(status: status) }
                switch chance.number(0...5) {
                case 0: _ = try desk.keeper().acknowledge("INC-\(chance.number(1...3))", by: "ada")
                case 1...3:
                    let summary = run("\(number)", passes: chance.chance(50), started: Double(number))
                    try desk.keeper().tick(EndedRuns([summary]))
                default: try desk.keeper().tick(EndedRuns([]))
                }
                let open = Set(try desk.incidents().filter { $0.status == .triggered }.map(\.id))
                let before = desk.world.paths.count
                try await desk.outbox().deliver()
                let sent = desk.world.sent.withLock { Array($0.dropFirst(before)) }
                for message in sent where message.body["type"]?.string == "incident.triggered" {
                    let id = message.body["data"]?["incident"]?.string ?? ""
                    #expect(open.contains(id), "seed \(seed): \(id) is called")
                }
            }
            desk.world.answers.withLock { $0 = [:] }
            var quiet = 0
            for _ in 0..<200 where quiet < 3 {
                desk.world.pass(90_000)
                let before = desk.world.paths.count
                try await desk.tick()
                quiet = desk.world.paths.count == before ? quiet + 1 : 0
            }
            #expect(quiet == 3, "seed \(seed): it has no end")
            let arrived = try desk.ledger.read().filter { $0.body["outcome"]?.string == "accepted" }
            let ids = arrived.compactMap { $0.body["id"]?.string }
            #expect(Set(ids).count == ids.count, "seed \(seed)")
        }
    }

    @Test("many ticks at once open one incident and let one call wait")
    func atOnce() async throws {
        let desk = Desk()
        let failing = run("1", passes: false)
        let keeper = desk.keeper()
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 { group.addTask { _ = try keeper.tick(EndedRuns([failing])) } }
            try await group.waitForAll()
        }
        let known = try keeper.desk()
        #expect(known.incidents.count == 1)
        #expect(known.messages.count == 1)
    }

    @Test("an alert tells each of its contacts once for as long as it stands")
    func alerts() async throws {
        var desk = Desk()
        var rule = try AlertRule(
            name: "coverage_drop",
            condition: .parse("coverage < 80%", names: ["coverage": .ratio], as: .boolean)
        )
        rule.notify = ["team"]
        desk.project.insight.alerts = [rule]
        for number in 1...3 {
            var summary = run("\(number)", passes: true, started: Double(number))
            summary.past = RunPast(
                comparison: RunComparison(),
                alerts: [
                    RaisedAlert(
                        name: "coverage_drop",
                        severity: "high",
                        condition: "coverage < 80%",
                        values: "coverage 71%",
                        isOngoing: number > 1,
                        key: "k"
                    )
                ]
            )
            try await desk.tick(summary)
        }
        #expect(desk.world.paths == ["/chat"])
    }

    private func raised(_ isOngoing: Bool) -> RunPast {
        let key = RaisedAlert.key(of: "slow", branch: "main")
        let alert = RaisedAlert(
            name: "slow",
            severity: "high",
            condition: "execution_time > 9s",
            values: "execution_time is 10 s",
            isOngoing: isOngoing,
            key: key
        )
        return RunPast(comparison: RunComparison(), alerts: [alert])
    }

    private func deskOfAlert() throws -> Desk {
        var desk = Desk()
        var rule = try AlertRule(
            name: "slow",
            condition: .parse("execution_time > 9", names: ["execution_time": .count], as: .boolean)
        )
        rule.notify = ["team"]
        desk.project.insight.alerts = [rule]
        return desk
    }

    @Test("an alert that was over and stands again is told again")
    func alertAgain() async throws {
        let desk = try deskOfAlert()
        for number in 1...4 {
            var summary = run("\(number)", passes: true, started: Double(number))
            summary.past = number == 3 ? RunPast(comparison: RunComparison()) : raised(number == 2)
            try await desk.tick(summary)
            desk.world.pass(10)
        }
        #expect(desk.world.paths == ["/chat", "/chat"])
    }

    @Test("nobody is told of what somebody has silenced until the silence is over, and it is recorded all the same")
    func silence() async throws {
        let desk = try deskOfAlert()
        let keeper = desk.keeper()
        #expect(try keeper.silence("slow", for: 100, by: "ann", because: "known") == "SIL-1")
        var summary = run("1", passes: true, started: 1)
        summary.past = raised(false)
        try await desk.tick(summary)
        #expect(desk.world.paths.isEmpty)
        desk.world.pass(101)
        summary = run("2", passes: true, started: 2)
        summary.past = raised(true)
        try await desk.tick(summary)
        #expect(desk.world.paths == ["/chat"], "it still stands, and the silence is over")
        #expect(try keeper.silence("everything", for: 100, by: "ann", because: "moving house") == "SIL-2")
        try await desk.tick(run("3", passes: false, started: 3))
        #expect(try desk.incidents().count == 1 && desk.world.paths == ["/chat"])
        #expect(try keeper.endSilence("sil-2", by: "ann"))
        #expect(try !keeper.endSilence("SIL-2", by: "ann"), "it is over already")
        desk.world.pass(601)
        try await desk.tick()
        #expect(desk.world.paths.count > 1, "whoever is next is called")
    }

    @Test("an alert is told once its silence ends, without another run, and one that was over by then is not")
    func silenceEnds() async throws {
        let desk = try deskOfAlert()
        func tick(_ name: String, _ started: Double, _ past: RunPast) async throws {
            var summary = run(name, passes: true, started: started)
            summary.past = past
            try await desk.tick(summary)
        }
        let none = RunPast(comparison: RunComparison())
        _ = try desk.keeper().silence("slow", for: 100, by: "ann", because: "known")
        try await tick("1", 1, raised(false))
        desk.world.pass(50)
        try await desk.tick()
        #expect(desk.world.paths.isEmpty)
        desk.world.pass(51)
        for _ in 1...2 { try await desk.tick() }
        #expect(desk.world.paths == ["/chat"], "and told once")
        try await tick("2", 2, none)
        _ = try desk.keeper().silence("slow", for: 100, by: "ann", because: "known")
        try await tick("3", 3, raised(false))
        try await tick("4", 4, none)
        desk.world.pass(101)
        try await desk.tick()
        #expect(desk.world.paths == ["/chat"])
    }

    @Test(
        "a watch that has gone silent, one that is held and one that rolled back are incidents, and the next good one closes them"
    )
    func watches() async throws {
        var desk = Desk()
        var gate = DeploymentGate(name: "production")
        gate.watch = WatchSettings(source: .file("x"))
        gate.triggers = [
            RollbackTrigger(metric: .errorRate, written: "> 5%", comparison: .greater, limit: .amount(0.05))
        ]
        desk.project.deployments = [gate]
        func write(_ kind: String, _ members: KeyValuePairs<String, JSON>) throws {
            let about: JSON = ["environment": "production", "artifact": "ab"]
            let body = JSON.object((about.object ?? []) + (JSON(present: members).object ?? []))
            let now = desk.world.now.withLock { $0 }
            try desk.ledger.append { _ in [LedgerDraft(kind, by: "assay", at: now, body)] }
        }
        try write("deployment", ["succeeded": true])
        try await desk.tick()
        #expect(try desk.incidents().isEmpty)
        desk.world.pass(400)
        try await desk.tick()
        #expect(try desk.incidents().map(\.policy.rule) == ["watch_lost"])
        desk.world.pass(10)
        try write("watch.window", [:])
        desk.world.pass(1)
        try await desk.tick()
        #expect(try desk.incidents().filter(\.isOpen).isEmpty, "it is heard of again")
        try write("watched", ["passed": false, "reason": "error_rate > 5%"])
        desk.world.pass(1)
        try await desk.tick()
        try await desk.tick()
        let open = try desk.incidents().filter(\.isOpen)
        #expect(open.map(\.policy.rule) == ["deployment_rollback"])
        #expect(!open[0].blocks, "the environment is blocked by itself, and only a deployment can close it")
        desk.world.pass(10)
        try write("watched", ["passed": true])
        desk.world.pass(1)
        try await desk.tick()
        #expect(try desk.incidents().filter(\.isOpen).isEmpty)
    }
}
