import Core
import Criteria
import Testing

@Suite("Gates that a condition leaves without steps")
struct SkippedGatesTests {
    private static let reason = "condition `branch == 'main'` does not hold"

    private func record(_ name: String, _ kind: Kind, skipped: Bool) -> StepRecord {
        StepRecord(
            name: name,
            stage: "s",
            kind: kind,
            outcome: skipped ? .skipped(reason: Self.reason) : .passed(tries: 1),
            condition: skipped ? Self.reason : nil
        )
    }

    @Test("every step of its kinds must have been left out, and there must be one")
    func everyStep() {
        let load = record("load", .performance, skipped: true)
        #expect(SkippedGates.reasons(of: [load, record("unit", .unit, skipped: false)]) == [.performance: Self.reason])
        #expect(SkippedGates.reasons(of: [load, record("more", .performance, skipped: false)]).isEmpty)
        #expect(SkippedGates.reasons(of: []).isEmpty)
        let some = SkippedGates.reasons(of: [
            record("u", .unit, skipped: true), record("i", .integration, skipped: false),
        ])
        #expect(some[.coverage] == nil, "integration tests feed coverage too")
    }

    @Test("a pipeline says the same before it runs, and what cannot be decided leaves nothing out")
    func pipeline() throws {
        let condition = try Sample.condition("branch == 'main'")
        let project = Sample.project(
            [Sample.stage("load", ["k6"], condition: condition), Sample.stage("gates", ["approval"])],
            [Sample.step("k6", kind: .performance), Sample.gates("approval")]
        )
        let known = SkippedGates.reasons(of: project.pipeline, Sample.context(branch: "topic"))
        #expect(known.keys.sorted { $0.rawValue < $1.rawValue } == [.performance])
        #expect(SkippedGates.reasons(of: project.pipeline, Sample.context(branch: "main")).isEmpty)
        #expect(SkippedGates.reasons(of: project.pipeline, Sample.context(branch: nil)).isEmpty)
    }

    @Test("a gate that nothing feeds is not applicable with the reason; one that a report feeds is judged")
    func excused() throws {
        let gate = Gate(id: .codeQuality, criteria: [try Given.criterion(.codeQuality, "linting.pass_rate", "100%")])
        let unfed = judge(gate, [])
        #expect(unfed.verdict == .notApplicable)
        #expect(unfed.criteria.first?.cells.first?.judgement.reason == Self.reason)
        var report = Report(path: "m.json", format: "metrics")
        report.measurements = [
            Measurement(metric: "linting.pass_rate", value: 0.5, dimension: .ratio, samples: 10, provenance: [])
        ]
        #expect(judge(gate, [report]).verdict == .fail)
    }

    @Test("what only a person can state stays asked for")
    func statements() throws {
        let gate = Gate(id: .security, criteria: [try Given.criterion(.security, "compliance.gdpr", "compliant")])
        #expect(judge(gate, []).verdict == .notEvaluated)
    }

    private func judge(_ gate: Gate, _ reports: [Report]) -> GateVerdict {
        let evidence = Evidence(reports: reports, project: Project(gates: [gate]))
        return RunJudge(evidence: evidence, gates: [gate], steps: [], excused: [gate.id: Self.reason]).verdict(of: gate)
    }
}
