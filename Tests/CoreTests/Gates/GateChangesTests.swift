import Core
import Testing

@Suite("Changes to gates")
struct GateChangesTests {
    private func gate(_ phrase: String, blocking: Bool = true, line: Int = 1) throws -> Gate {
        var criterion = try Given.criterion(.coverage, "overall.threshold", phrase)
        criterion.location = SourceLocation(file: "assay.yaml", line: line, column: 1)
        return Gate(id: .coverage, criteria: [criterion], blocking: blocking)
    }

    private func changes(_ old: [Gate], _ new: [Gate]) -> [String] {
        GateChanges.between(Project(gates: old), Project(gates: new))
    }

    @Test("moving a criterion to another line changes nothing")
    func location() throws {
        #expect(changes([try gate(">= 80%")], [try gate(">= 80%", line: 9)]).isEmpty)
    }

    @Test("a threshold, its enforcement, and a gate that goes are changes")
    func changes() throws {
        let old = [try gate(">= 80%")]
        #expect(changes(old, [try gate(">= 70%")]) == ["coverage_gate.overall.threshold"])
        #expect(changes(old, [try gate(">= 80%", blocking: false)]) == ["coverage_gate.enforcement"])
        var declared = old
        declared[0].criteria[0].qualifiers.notApplicable = "no code"
        #expect(changes(old, declared) == ["coverage_gate.overall.threshold"])
        #expect(changes(old, []) == ["coverage_gate.enforcement", "coverage_gate.overall.threshold"])
    }

    @Test("a waiver that comes, a key that is listed or given more to say are changes; their place is none")
    func waiversAndKeys() throws {
        var waived = try gate(">= 80%")
        waived.waivers = [
            Waiver(path: "overall.threshold", owner: "Ada", reason: "later", expires: try Given.day("2026-12-31"))
        ]
        #expect(changes([try gate(">= 80%")], [waived]) == ["waivers: coverage_gate.overall.threshold"])
        var longer = waived
        longer.waivers[0].expires = try Given.day("2027-12-31")
        #expect(changes([waived], [longer]) == ["waivers: coverage_gate.overall.threshold"])
        let key = try Given.key("ada", criteria: ["compliance.gdpr"])
        var moved = key
        moved.location = SourceLocation(file: "assay.yaml", line: 3, column: 3)
        var wider = key
        wider.criteria = ["*"]
        let with = Project(attestationKeys: [key])
        #expect(GateChanges.between(Project(), with) == ["attestation_keys.ada"])
        #expect(GateChanges.between(with, Project(attestationKeys: [wider])) == ["attestation_keys.ada"])
        #expect(GateChanges.between(with, Project(attestationKeys: [moved])).isEmpty)
    }
}
