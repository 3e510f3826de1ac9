import Core
import Testing

/// semgrep's JSON names the files, its SARIF the rules: neither alone carries a zero.
@Suite("Two reports of one scan")
struct ScanCompletionTests {
    private func scoped(_ findings: [Finding] = [], step: String? = "scan") -> Report {
        var report = Given.scan("semgrep", files: 3, rules: [], findings: findings)
        (report.path, report.format, report.step) = ("semgrep.json", "semgrep", step)
        report.findings?.scans[0].files = ["a.py", "b.py", "c.py"]
        return report
    }

    private func ruled(_ findings: [Finding] = [], step: String? = "scan") -> Report {
        var report = Given.scan("Semgrep OSS", files: nil, rules: [Scan.Rule(id: "sql", cwe: [89])], findings: findings)
        report.step = step
        return report
    }

    private func finding(_ tool: String, rule: String = "sql", line: Int = 3, fingerprint: String? = nil) -> Finding {
        Finding(tool: tool, rule: rule, file: "a.py", line: line, cwe: [89], fingerprint: fingerprint)
    }

    private func verdict(_ reports: [Report]) throws -> CriterionVerdict {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "no findings")
        return Given.judge(criterion, .security, reports)
    }

    @Test("complete each other: what was examined, and which rules ran")
    func complete() throws {
        #expect(try verdict([scoped()]).verdict == .notEvaluated)
        #expect(try verdict([ruled()]).verdict == .notEvaluated)
        #expect(try verdict([scoped(), ruled()]).verdict == .pass)
    }

    @Test("tell of a problem once, whatever each calls it")
    func once() throws {
        let json = finding("semgrep", rule: "rules.sql")
        let sarif = finding("Semgrep OSS", rule: "sql", fingerprint: "c = 1")
        let measured = try verdict([scoped([json]), ruled([sarif])]).cells[0].judgement.measurements.first
        #expect(measured?.value == 1)
    }

    @Test("are not joined where they are of two steps, or found different things")
    func apart() throws {
        #expect(try verdict([scoped(step: "one"), ruled(step: "two")]).verdict == .notEvaluated)
        let criterion = try Given.criterion(.security, "code_security.authentication_issues", "no findings")
        var other = ruled([finding("Semgrep OSS")])
        other.findings?.scans[0].rules = [Scan.Rule(id: "login", cwe: [287])]
        #expect(Given.judge(criterion, .security, [scoped(), other]).verdict == .notEvaluated)
    }
}
