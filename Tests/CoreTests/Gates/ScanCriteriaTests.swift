import Core
import Testing

@Suite("Findings as evidence")
struct ScanCriteriaTests {
    private let injectionRule = Scan.Rule(id: "sql", cwe: [89])

    @Test("zero findings of a scan that states no scope prove nothing")
    func scope() throws {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "0")
        let unknown = Given.scan("bandit", files: nil, rules: [injectionRule])
        let stated = Given.scan("bandit", files: 12, rules: [injectionRule])
        #expect(Given.judge(criterion, .security, [unknown]).verdict == .notEvaluated)
        #expect(Given.judge(criterion, .security, [stated]).verdict == .pass)
    }

    @Test("rules of another class do not answer for injection")
    func ruleClass() throws {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "0")
        let other = Given.scan("bandit", files: 12, rules: [Scan.Rule(id: "assert", cwe: [703])])
        #expect(Given.judge(criterion, .security, [other]).verdict == .notEvaluated)
    }

    @Test("a finding fails with its place; a suppressed one does not count")
    func findings() throws {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "0")
        var finding = Finding(tool: "bandit", rule: "sql", file: "db.py", line: 7, cwe: [89])
        let bad = Given.judge(
            criterion,
            .security,
            [Given.scan("bandit", files: 12, rules: [injectionRule], findings: [finding])]
        )
        #expect(bad.verdict == .fail)
        #expect(bad.cells[0].judgement.measurements[0].offenders.first?.line == 7)
        finding.suppressed = true
        let excused = Given.scan("bandit", files: 12, rules: [injectionRule], findings: [finding])
        #expect(Given.judge(criterion, .security, [excused]).verdict == .pass)
    }

    @Test("a vulnerability of unknown severity counts as high")
    func unknownSeverity() throws {
        let rule = Scan.Rule(id: "CVE-2024-1")
        let finding = Finding(tool: "trivy", rule: "CVE-2024-1", severity: .unknown, file: "go.sum")
        let report = Given.scan("trivy", files: 1, rules: [rule], findings: [finding])
        let high = try Given.criterion(.security, "vulnerability_scan.high", "0")
        let critical = try Given.criterion(.security, "vulnerability_scan.critical", "0")
        #expect(Given.judge(high, .security, [report]).verdict == .fail)
        #expect(Given.judge(critical, .security, [report]).verdict == .pass)
    }

    @Test("a lint pass rate needs the number of files examined")
    func lintDenominator() throws {
        let criterion = try Given.criterion(
            .codeQuality,
            "linting.pass_rate",
            "100%",
            words: ["severity_threshold": "error"]
        )
        let warning = Finding(tool: "ruff", rule: "E1", level: .warning, file: "a.py")
        let error = Finding(tool: "ruff", rule: "E2", level: .error, file: "b.py")
        let noFiles = Given.scan("ruff", files: nil, rules: [], findings: [warning])
        #expect(Given.judge(criterion, .codeQuality, [noFiles]).verdict == .notEvaluated)
        let below = Given.scan("ruff", files: 4, rules: [], findings: [warning])
        #expect(Given.judge(criterion, .codeQuality, [below]).verdict == .pass)
        let above = Given.judge(
            criterion,
            .codeQuality,
            [Given.scan("ruff", files: 4, rules: [], findings: [warning, error])]
        )
        #expect(above.verdict == .fail)
        #expect(above.cells[0].judgement.measurements[0].value == 0.75)
    }

    @Test("a vulnerability report that no step of the run wrote is not automated")
    func automated() throws {
        let criterion = try Given.criterion(.security, "dependency_scan.vulnerability_check", "automated")
        var report = Given.scan("grype", files: 1, rules: [])
        #expect(Given.judge(criterion, .security, [report]).verdict == .fail)
        report.step = "scan"
        #expect(Given.judge(criterion, .security, [report]).verdict == .pass)
    }
}
