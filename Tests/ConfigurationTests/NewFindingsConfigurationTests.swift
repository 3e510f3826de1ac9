import Configuration
import Core
import Testing

@Suite("New findings in the configuration")
struct NewFindingsConfigurationTests {
    private func criteria(_ text: String) -> [Criterion] {
        load(text, partial: true).project?.gates.flatMap(\.criteria) ?? []
    }

    @Test("`applies_to` stands beside criteria over findings, or in their gate")
    func places() {
        let beside = "code_quality_gate: {criteria: {linting: {pass_rate: 100%, applies_to: new_code}}}"
        #expect(criteria(beside).map(\.qualifiers.appliesTo) == [.newCode])
        let gate = "security_gate: {applies_to: new_code, criteria: {vulnerability_scan: {high: 0}}}"
        #expect(criteria(gate).map(\.qualifiers.appliesTo) == [.newCode])
        let nearer =
            "security_gate: {applies_to: new_code, criteria: {vulnerability_scan: {high: 0, applies_to: all}}}"
        #expect(criteria(nearer).map(\.qualifiers.appliesTo) == [.all])
    }

    @Test("`newly_disclosed` is the security gate's")
    func disclosed() {
        let gate = "security_gate: {newly_disclosed: fail, criteria: {vulnerability_scan: {high: 0}}}"
        #expect(criteria(gate).map(\.qualifiers.newlyDisclosed) == [.fail])
    }

    @Test(
        "neither stands where nothing would act on it",
        arguments: [
            "coverage_gate: {applies_to: new_code, criteria: {overall: {threshold: 80%}}}",
            "code_quality_gate: {criteria: {duplication: {threshold: 5%, applies_to: new_code}}}",
            "code_quality_gate: {newly_disclosed: warn, criteria: {linting: {pass_rate: 100%}}}",
        ]
    )
    func elsewhere(_ text: String) {
        #expect(load(text, partial: true).lines(.error).first?.contains("unknown key") == true)
    }
}
