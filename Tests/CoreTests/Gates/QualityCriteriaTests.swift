import Core
import Criteria
import Testing

@Suite("Code quality criteria")
struct QualityCriteriaTests {
    @Test("duplicated lines without a total are no share: not evaluated, and the reason names the file")
    func duplicatedLines() throws {
        let criterion = try Given.criterion(.codeQuality, "duplication.threshold", "< 3%")
        let report = Given.metric("duplication.duplicated_lines", 0, .count)
        let verdict = Given.judge(criterion, .codeQuality, [report])
        #expect(verdict.verdict == .notEvaluated)
        let reason = verdict.cells[0].judgement.reason
        #expect(reason?.hasPrefix("metrics.json counts duplicated lines, and no tool gave the total") == true)
        let share = Given.metric("duplication.lines", 0.01, .ratio)
        #expect(Given.judge(criterion, .codeQuality, [report, share]).verdict == .pass)
    }

    @Test("no public name is not applicable, by the report that looked for them; one report with names decides")
    func documentation() throws {
        let criterion = try Given.criterion(.codeQuality, "documentation.public_api_coverage", "> 90%")
        let none = Given.metric("documentation.public_api_coverage", 0, .ratio, samples: 0)
        #expect(Given.judge(criterion, .codeQuality, [none]).verdict == .notApplicable)
        #expect(Given.judge(criterion, .codeQuality, []).verdict == .notEvaluated)
        let some = Given.metric("documentation.public_api_coverage", 0.95, .ratio, samples: 20)
        #expect(Given.judge(criterion, .codeQuality, [none, some]).verdict == .pass)
        let poor = Given.metric("documentation.public_api_coverage", 0.5, .ratio, samples: 20)
        #expect(Given.judge(criterion, .codeQuality, [none, some, poor]).verdict == .fail)
    }
}
