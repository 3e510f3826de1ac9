import Configuration
import Core
import Testing

@Suite("criteria beyond their phrase")
struct CriterionValueTests {
    private func criteria(_ text: String) throws -> [Criterion] {
        let loaded = load(text, partial: true)
        #expect(loaded.diagnostics == [])
        return try #require(loaded.project?.gates.first).criteria
    }

    @Test("a criterion may be declared not applicable, with the reason, and its neighbours still hold")
    func notApplicable() throws {
        let criteria = try criteria(
            """
            code_quality_gate:
              criteria:
                code_complexity:
                  cyclomatic_complexity: "< 10"
                  cognitive_complexity: {not_applicable: no tool measures it for Fortran}
            """
        )
        #expect(criteria.map(\.qualifiers.notApplicable) == [nil, "no tool measures it for Fortran"])
        #expect(criteria.map { $0.expression == nil } == [false, true])
    }

    @Test(
        "a declaration without a reason, or with a phrase beside it, is an error",
        arguments: ["{not_applicable: \"\"}", "{}", "{not_applicable: x, phrase: \"< 15\"}", "{not_aplicable: x}"]
    )
    func noReason(value: String) {
        let text = """
            code_quality_gate:
              criteria:
                code_complexity:
                  cognitive_complexity: \(value)
            """
        #expect(!load(text, partial: true).lines(.error).isEmpty)
    }

    @Test("the age that a vulnerability database may have stands beside the severities, once for all")
    func databaseAge() throws {
        let criteria = try criteria(
            """
            security_gate:
              criteria:
                vulnerability_scan:
                  critical: 0
                  high: 0
                  max_db_age: 2 days
            """
        )
        #expect(criteria.map(\.parameters) == [["max_db_age": "172800"], ["max_db_age": "172800"]])
    }

    @Test("the level from which findings count for the OWASP Top 10 stands beside it")
    func owasp() throws {
        let criteria = try criteria(
            """
            security_gate:
              criteria:
                compliance:
                  owasp_top_10: addressed
                  owasp_level: error
            """
        )
        #expect(criteria[0].parameters == ["owasp_level": "error"])
    }
}
