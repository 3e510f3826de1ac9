import Core
import Criteria
import Testing

@Suite("Waivers")
struct WaiverTests {
    private func waiver(
        _ path: String = "vulnerability_scan.high",
        finding: String? = nil,
        labels: Labels = [:],
        expires: String = "2026-12-31"
    ) throws -> Waiver {
        Waiver(
            path: path,
            labels: labels,
            finding: finding,
            owner: "Ada",
            reason: "no fix yet",
            expires: try Given.day(expires)
        )
    }

    /// A gate whose count of vulnerabilities is `rules.count`, each with an offender of that name.
    private func verdict(
        _ rules: [String],
        _ waivers: [Waiver],
        phrase: String = "0",
        count: Int? = nil,
        blocking: Bool = true
    ) throws -> GateVerdict {
        let criterion = try Given.criterion(.security, "vulnerability_scan.high", phrase)
        let gate = Gate(id: .security, criteria: [criterion], blocking: blocking, bypassAllowed: true, waivers: waivers)
        var report = Given.metric("vulnerability_scan.high", Double(count ?? rules.count), .count, samples: 100)
        report.measurements[0].offenders = rules.map { Offender(name: $0) }
        return Given.judge(gate, [report])
    }

    @Test("a failure that a waiver covers is waived, with owner, reason and last day")
    func waived() throws {
        let gate = try verdict(["CVE-1"], [try waiver()])
        #expect(gate.verdict == .waived)
        let judgement = gate.criteria[0].cells[0].judgement
        #expect(judgement.reason == "waived by Ada until 2026-12-31: no fix yet")
        #expect(judgement.measurements.first?.value == 1)
        #expect(gate.criteria[0].remedy == nil)
        #expect(try verdict(["CVE-1"], [try waiver()], blocking: false).verdict == .waived)
    }

    @Test("a waiver is in force through its last day, UTC, and says so once it is not")
    func expiry() throws {
        #expect(try verdict(["CVE-1"], [try waiver(expires: "2026-06-01")]).verdict == .waived)
        let expired = try verdict(["CVE-1"], [try waiver(expires: "2026-05-31")])
        #expect(expired.verdict == .fail)
        #expect(expired.criteria[0].remarks == ["the waiver of Ada expired on 2026-05-31 and covers nothing"])
    }

    @Test("a waiver of one finding covers no other, and nothing that is not listed")
    func findings() throws {
        let one = try waiver(finding: "CVE-1")
        #expect(try verdict(["CVE-1"], [one]).verdict == .waived)
        #expect(try verdict(["CVE-1", "CVE-2"], [one]).verdict == .fail)
        #expect(
            try verdict(["CVE-1", "CVE-2"], [one]).criteria[0].remarks.first?.contains("more than that fails") == true
        )
        #expect(try verdict(["CVE-1", "CVE-2"], [one, try waiver(finding: "CVE-2")]).verdict == .waived)
        #expect(try verdict(["CVE-2"], [one]).criteria[0].remarks.first?.contains("something else") == true)
        #expect(try verdict(["CVE-1"], [one], count: 12).verdict == .fail)
        #expect(try verdict(["CVE-1", "CVE-2", "CVE-3"], [one], phrase: "< 3").verdict == .waived)
    }

    @Test("a waiver covers only the cells and measurements that have its labels")
    func labels() throws {
        let criterion = try Given.criterion(.integration, "service_communication.latency", "p95 < 100ms")
        let slow = ["from": "gateway", "to": "search", "aggregate": "p95"]
        var gate = Gate(id: .integration, criteria: [criterion], bypassAllowed: true)
        gate.waivers = [try waiver("service_communication.latency", labels: ["to": "search"])]
        func report(_ labels: Labels, _ seconds: Double) -> Report {
            Given.metric("service_communication.latency", seconds, .duration, labels: labels)
        }
        let good = report(["from": "gateway", "to": "users", "aggregate": "p95"], 0.05)
        let bad = report(["from": "gateway", "to": "users", "aggregate": "p95"], 0.5)
        #expect(Given.judge(gate, [report(slow, 0.4), good]).verdict == .waived)
        #expect(Given.judge(gate, [report(slow, 0.4), bad]).verdict == .fail)
    }

    @Test("what was never measured, or cannot be used, is waived by nobody")
    func onlyFailures() throws {
        let criterion = try Given.criterion(.security, "vulnerability_scan.high", "0")
        let gate = Gate(id: .security, criteria: [criterion], bypassAllowed: true, waivers: [try waiver()])
        let verdict = Given.judge(gate, [])
        #expect(verdict.verdict == .notEvaluated)
        #expect(verdict.criteria[0].remarks.first?.contains("it could cover a failure, and this is none") == true)
        let wrong = Given.metric("vulnerability_scan.high", 1, .duration)
        #expect(Given.judge(gate, [wrong]).verdict == .error)
    }

    @Test("a waiver is not the end of a doubt: what is left must be measured well enough")
    func leftover() throws {
        let criterion = try Given.criterion(.integration, "service_communication.error_rate", "< 0.1%")
        var gate = Gate(id: .integration, criteria: [criterion], bypassAllowed: true)
        gate.waivers = [try waiver("service_communication.error_rate", labels: ["to": "search"])]
        func report(_ to: String, _ rate: Double, _ samples: Int) -> Report {
            Given.metric("service_communication.error_rate", rate, .ratio, samples: samples, labels: ["to": to])
        }
        #expect(Given.judge(gate, [report("search", 0.5, 9_000), report("users", 0, 9_000)]).verdict == .waived)
        #expect(Given.judge(gate, [report("search", 0.5, 9_000), report("users", 0, 10)]).verdict == .inconclusive)
    }

    @Test("a waiver that covers nothing is said to")
    func unused() throws {
        let gate = try verdict([], [try waiver()])
        #expect(gate.verdict == .pass)
        #expect(
            gate.criteria[0].remarks == ["the waiver of Ada covers nothing: the criterion holds; take the waiver out"]
        )
    }

    @Test(
        "a waiver in use says a week before that it ends, a statement two weeks before",
        arguments: [
            ("2026-06-01", "today"), ("2026-06-02", "tomorrow"), ("2026-06-08", "in 7 days"), ("2026-06-09", nil),
        ]
    )
    func notices(_ day: String, _ when: String?) throws {
        let waiver = try waiver(expires: day)
        let verdict = RunVerdict(gates: [try verdict(["CVE-1"], [waiver])], problems: [])
        let banners = ExpiryNotices.banners(verdict, now: Given.now)
        #expect(
            banners
                == (when.map { ["the waiver of Ada for security_gate.vulnerability_scan.high ends on \(day), \($0)"] }
                    ?? [])
        )
        #expect((ExpiryNotices.warning(waiver, now: Given.now) != nil) == (when != nil))
    }

    @Test("a statement in use says two weeks before that it ends", arguments: [13, 14, 15])
    func statementNotices(_ days: Int) throws {
        let statement = Given.statement("compliance.gdpr", expires: Given.now + Double(days) * 86_400)
        let gate = Gate(id: .security, criteria: [try Given.criterion(.security, "compliance.gdpr", "compliant")])
        let verdict = Given.judge(gate, [Given.report(statement, .verified([try Given.key("ada")]))])
        let banners = ExpiryNotices.banners(RunVerdict(gates: [verdict], problems: []), now: Given.now)
        #expect(banners.isEmpty == (days > 14))
        #expect(banners.allSatisfy { $0.contains("Ada Example on security_gate.compliance.gdpr") })
    }
}
