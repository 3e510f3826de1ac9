import Core
import Responding
import TestSupport
import Testing

private func incident(
    chain: [[String]] = [["a"], ["b"]],
    sla: Double = 600,
    repeats: Int = 2,
    closeAfter: Int = 2
)
    -> Incident
{
    Incident(
        id: "INC-1",
        uid: "u",
        key: "k",
        step: "e2e",
        title: "t",
        policy: Incident.Policy(
            rule: "e2e_test_failure",
            severity: .critical,
            chain: chain,
            sla: sla,
            repeats: repeats,
            closeAfter: closeAfter
        ),
        opened: 0
    )
}

/// Whom an incident calls until nothing is due any more, and when.
private func calls(_ incident: inout Incident, until end: Double) -> [(time: Double, who: [String])] {
    var calls: [(Double, [String])] = []
    for _ in 0..<10_000 {
        guard let now = [incident.dueAt, incident.acknowledgedUntil].compactMap(\.self).min(), now <= end,
            let event = incident.due(at: now)
        else { return calls }
        if case .escalated = event { calls.append((now, incident.nextTargets)) }
        incident.apply(event)
    }
    Issue.record("it has no end")
    return calls
}

@Suite("Incidents")
struct IncidentTests {
    @Test("the chain is called step by step, so often, and then there is an end")
    func chain() {
        var one = incident()
        let all = calls(&one, until: .infinity)
        #expect(all.map(\.who) == [["a"], ["b"], ["a"], ["b"], ["a"], ["b"]])
        #expect(all.map(\.time) == [0, 600, 1_200, 1_800, 2_400, 3_000])
        #expect(one.isOpen, "silence closes nothing")
        #expect(one.due(at: 1e9) == nil)
    }

    @Test("at once means the whole chain at once, and then no storm")
    func immediate() {
        var one = incident(sla: 0, repeats: 1)
        let all = calls(&one, until: .infinity)
        #expect(all.map(\.time) == [0, 0, 60, 60])
    }

    @Test("an answer stops the calls until it expires; then they begin with the first step")
    func acknowledgement() {
        var one = incident()
        _ = calls(&one, until: 0)
        one.apply(.acknowledged(by: "ada", at: 10))
        #expect(one.due(at: 600) == nil)
        #expect(one.due(at: 611) == .acknowledgementExpired(at: 611))
        let later = calls(&one, until: 611)
        #expect(later.map(\.who) == [["a"]])
    }

    @Test("only measurements that pass close it, so many in a row")
    func closing() {
        var one = incident()
        one.apply(.passed(at: 1))
        #expect(one.isOpen)
        one.apply(.failed(at: 2))
        one.apply(.passed(at: 3))
        #expect(one.isOpen, "a failure in between begins anew")
        one.apply(.passed(at: 4))
        #expect(one.status == .resolved)
        one.apply(.failed(at: 5))
        one.apply(.acknowledged(by: "x", at: 6))
        #expect(one.status == .resolved, "what is closed stays closed")
        #expect(one.due(at: 1e9) == nil)
    }

    @Test("who was called in vain is called again when it fails once more, a day later")
    func again() {
        var one = incident(chain: [["a"]], repeats: 0)
        #expect(calls(&one, until: .infinity).count == 1)
        one.apply(.failed(at: 3_600))
        #expect(one.due(at: 3_600) == nil, "not on the same day")
        one.apply(.failed(at: 90_000))
        #expect(one.due(at: 90_000) == .escalated(at: 90_000))
    }

    @Test("a repair is waited for before anybody is called; one that does not last calls them")
    func repair() {
        var one = Incident(
            id: "INC-1",
            uid: "u",
            key: "k",
            step: "unit",
            title: "t",
            policy: .init(rule: "r", severity: .high, chain: [["a"]], sla: 60, repeats: 0, closeAfter: 1),
            opened: 0
        )
        one.apply(.recovering(with: "restart_service", at: 0))
        #expect(one.due(at: 10) == nil)
        #expect(one.due(at: Incident.recoveryTime) != nil, "one that died while it repaired holds nobody up")
        one.apply(.recovered(with: "restart_service", at: 20))
        #expect(one.isOpen, "a repair is no passing measurement")
        #expect(one.due(at: 1e9) == nil)
        one.apply(.failed(at: 100))
        #expect(one.due(at: 100) == .escalated(at: 100))
        one.apply(.passed(at: 200))
        #expect(!one.isOpen)
    }

    @Test("what is critical waits for no repair")
    func criticalRepair() {
        var one = incident()
        one.apply(.recovering(with: "rerun_on_fresh_worker", at: 0))
        #expect(one.due(at: 0) == .escalated(at: 0))
    }

    @Test("what turns back and forth is flapping, stays open, and says so once")
    func flapping() {
        var one = incident(closeAfter: 1_000)
        for time in [1.0, 2, 3, 4] {
            one.apply(.passed(at: time * 10))
            one.apply(.failed(at: time * 10 + 5))
        }
        #expect(one.becomesFlapping(at: 50))
        one.apply(.flapping(at: 50))
        #expect(!one.becomesFlapping(at: 51))
        let next = Incident(
            id: "INC-2",
            uid: "v",
            key: "k",
            step: "e2e",
            title: "t",
            policy: one.policy,
            opened: 60,
            changes: one.changes
        )
        #expect(next.becomesFlapping(at: 60), "an incident after a moment of quiet is still the same story")
    }

    @Test(
        "whatever happens in whatever order: never a call after it is resolved or while somebody answers, always an end"
    )
    func property() {
        for seed in UInt64(1)...300 {
            var generator = SeededGenerator(seed: seed)
            var one = incident(
                chain: (0...Int.random(in: 0...3, using: &generator)).map { ["c\($0)"] },
                sla: Double(Int.random(in: 0...3, using: &generator)) * 300,
                repeats: Int.random(in: 0...3, using: &generator),
                closeAfter: Int.random(in: 1...3, using: &generator)
            )
            var now = 0.0
            for _ in 0..<60 {
                now += Double(Int.random(in: 0...400, using: &generator))
                switch Int.random(in: 0...8, using: &generator) {
                case 0: one.apply(.failed(at: now))
                case 1: one.apply(.passed(at: now))
                case 2: one.apply(.acknowledged(by: "p", at: now))
                case 3: one.apply(.recovering(with: "r", at: now))
                case 4: one.apply(.recovered(with: "r", at: now))
                case 5: one.apply(.notRecovered(at: now))
                default:
                    if let event = one.due(at: now) {
                        if case .escalated = event { #expect(one.status == .triggered, "seed \(seed)") }
                        one.apply(event)
                    }
                }
                if !one.isOpen { #expect(one.due(at: now + 1e9) == nil, "seed \(seed)") }
            }
            _ = calls(&one, until: .infinity)
        }
    }
}

@Suite("Rules")
struct RuleTests {
    private func rule(_ name: String, _ change: (inout RuleConditions) -> Void = { _ in }) -> EscalationRule {
        var conditions = RuleConditions()
        change(&conditions)
        return EscalationRule(name: name, severity: .high, conditions: conditions)
    }

    @Test("a rule with conditions goes before one by name, and the most telling name before the others")
    func order() {
        var settings = ResponseSettings()
        settings.rules = [rule("step_failure"), rule("e2e_test_failure"), rule("own") { $0.signature = "TIMEOUT" }]
        let failure = Failure(kinds: ["e2e_test_failure", "step_failure"], step: "e2e", message: "no answer")
        #expect(settings.rule(for: failure)?.name == "e2e_test_failure")
        var late = failure
        late.message = "Timeout after 3 s"
        #expect(settings.rule(for: late)?.name == "own")
        #expect(settings.rule(for: Failure(kinds: ["other"], step: "x", message: "")) == nil)
    }

    @Test("the same failure has the same signature, whatever numbers and addresses it names")
    func signature() {
        let one = Failure(kinds: ["k"], step: "s", message: "request 17 to 0x7fe3 failed after 3.2 s")
        let two = Failure(kinds: ["k"], step: "s", message: "Request 999 to 0x11aa failed after 12.9 s")
        #expect(one.key == two.key)
        #expect(one.key != Failure(kinds: ["k"], step: "s", message: "request refused").key)
    }

    @Test("contacts lead to notifiers, in circles too")
    func contacts() {
        var settings = ResponseSettings()
        settings.notifiers = [
            Notifier(name: "chat", channel: .slack("x")), Notifier(name: "mail", channel: .slack("y")),
        ]
        settings.contacts = [
            Contact(name: "team", channels: ["lead", "chat"]), Contact(name: "lead", channels: ["team", "mail"]),
        ]
        #expect(settings.channels(of: "team") == ["chat", "mail"])
        #expect(settings.channels(of: "nobody") == [])
    }

    @Test("quiet hours end at their end, also past midnight")
    func quiet() throws {
        let hours = try #require(QuietHours("22:00-07:00"))
        #expect(hours.end(after: 82_800) == 111_600.0)
        #expect(hours.end(after: 21_600) == 25_200.0)
        #expect(hours.end(after: 12 * 3_600) == nil)
        for text in ["22:00", "25:00-07:00", "07:00-07:00", "7-9", ""] { #expect(QuietHours(text) == nil, "\(text)") }
    }
}
