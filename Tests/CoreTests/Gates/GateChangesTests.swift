import Core
import Testing

@Suite("Changes to gates")
struct GateChangesTests {
    private func gate(_ phrase: String, blocking: Bool = true, line: Int = 1) throws -> Gate {
        var criterion = try Given.criterion(.coverage, "overall.threshold", phrase)
        criterion.location = SourceLocation(file: "assay.yaml", line: line, column: 1)
        return Gate(id: .coverage, criteria: [criterion], blocking: blocking)
    }

    @Test("moving a criterion to another line changes nothing")
    func location() throws {
        #expect(GateChanges.between([try gate(">= 80%")], [try gate(">= 80%", line: 9)]).isEmpty)
    }

    @Test("a threshold, its enforcement, and a gate that goes are changes")
    func changes() throws {
        let old = [try gate(">= 80%")]
        #expect(GateChanges.between(old, [try gate(">= 70%")]) == ["coverage_gate.overall.threshold"])
        #expect(GateChanges.between(old, [try gate(">= 80%", blocking: false)]) == ["coverage_gate.enforcement"])
        var declared = old
        declared[0].criteria[0].qualifiers.notApplicable = "no code"
        #expect(GateChanges.between(old, declared) == ["coverage_gate.overall.threshold"])
        #expect(GateChanges.between(old, []) == ["coverage_gate.enforcement", "coverage_gate.overall.threshold"])
    }
}
