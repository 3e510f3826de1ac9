import Core
import Criteria
import Testing

@Suite("A remark's weight in the gates")
struct IncompleteEvidenceTests {
    private func scan(
        _ weight: ReportMessage.Weight,
        findings: [Finding] = [],
        rules: [Scan.Rule] = [Scan.Rule(id: "sql", cwe: [89], tags: ["security"])]
    ) -> Report {
        var report = Given.scan("semgrep", files: 3, rules: rules, findings: findings)
        report.messages = [ReportMessage(.warning, "semgrep died", weight: weight)]
        return report
    }

    private func verdict(_ report: Report, _ phrase: String = "0") throws -> CriterionVerdict {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", phrase)
        return Given.judge(criterion, .security, [report])
    }

    @Test("a zero counts only when the scan that claims it is complete for that category")
    func zero() throws {
        let cases: [(ReportMessage.Weight, Verdict)] = [
            (.none, .pass), (.incomplete(.init()), .notEvaluated), (.incomplete(.init(category: .sast)), .notEvaluated),
            (.incomplete(.init(category: .vulnerabilities)), .pass), (.incomplete(.init(tool: "other")), .pass),
            (.incomplete(.init(tool: "semgrep", files: ["a.py"])), .notEvaluated),
        ]
        for (weight, expected) in cases { #expect(try verdict(scan(weight)).verdict == expected, "\(weight)") }
    }

    @Test("the reason names the file and says what the tool said")
    func reason() throws {
        let judgement = try verdict(scan(.incomplete(.init()))).cells[0].judgement
        #expect(judgement.reason?.contains("semgrep.sarif: semgrep died") == true)
    }

    @Test(
        "a bound that is violated stays violated, and the gap is told besides; one that holds with findings proves nothing"
    )
    func bounds() throws {
        let finding = Finding(tool: "semgrep", rule: "sql", file: "a.py", cwe: [89])
        let broken = try verdict(scan(.incomplete(.init()), findings: [finding]))
        #expect(broken.verdict == .fail)
        #expect(broken.cells[0].judgement.measurements[0].notes.contains { $0.contains("semgrep died") })
        #expect(try verdict(scan(.incomplete(.init()), findings: [finding]), "<= 3").verdict == .notEvaluated)
    }

    @Test("a scan that does not look for the class has no gap in it")
    func otherScan() throws {
        let able = Given.scan("bandit", files: 3, rules: [Scan.Rule(id: "sql", cwe: [89])])
        let other = scan(.incomplete(.init()), rules: [Scan.Rule(id: "assert", cwe: [703])])
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "0")
        #expect(Given.judge(criterion, .security, [able, other]).verdict == .pass)
    }

    @Test("a lint rate leaves out and names the files that could not be examined; any other gap voids it")
    func lint() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", "100%")
        var report = Given.scan("ruff", files: 3, rules: [])
        report.messages = [ReportMessage(.warning, "no a.py", weight: .incomplete(.init(files: ["a.py"])))]
        let partly = Given.judge(criterion, .codeQuality, [report])
        #expect(partly.verdict == .pass)
        #expect(partly.cells[0].judgement.measurements[0].notes.contains { $0.contains("no a.py") })
        // Told although the criterion holds.
        #expect(partly.remarks == ["ruff.sarif: no a.py"])
        report.messages = [ReportMessage(.warning, "ruff died", weight: .incomplete(.init()))]
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
    }

    @Test("evidence of any other kind that is incomplete decides nothing but a defect")
    func others() throws {
        let criterion = try Given.criterion(.codeQuality, "duplication.threshold", "< 3%")
        for (value, expected) in [(0.01, Verdict.inconclusive), (0.5, .fail)] {
            var report = Given.metric("duplication.lines", value, .ratio)
            #expect(Given.judge(criterion, .codeQuality, [report]).verdict == (value < 0.03 ? .pass : .fail))
            report.messages = [ReportMessage(.warning, "not all", weight: .incomplete(.init()))]
            #expect(Given.judge(criterion, .codeQuality, [report]).verdict == expected)
        }
    }
}
