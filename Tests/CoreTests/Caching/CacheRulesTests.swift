import Core
import Testing

@Suite("Whose results are kept")
struct CacheRulesTests {
    private func step(_ action: Step.Action, kind: Kind = .unit, inputs: [String] = ["src/**"]) -> Step {
        Step(name: "s", action: action, kind: kind, inputs: inputs)
    }

    @Test(
        "a scanner whose database changes is refused, however it is started; words that look like one are not",
        arguments: [
            ("trivy fs .", true), ("npm ci && npm audit --json > a.json", true), ("/usr/bin/grype dir:.", true),
            ("cargo audit", true), ("pip-audit -f json", true), ("semgrep --config auto src", true),
            ("semgrep --config=p/ci src", true), ("semgrep --config rules.yaml src", false),
            ("pytest tests/trivy", false), ("npm run audit-docs", false), ("eslint src", false),
            ("osv-scanner -r .", true), ("(govulncheck ./...)", true),
        ]
    )
    func scanners(script: String, refused: Bool) {
        #expect((CacheRules.objection(to: step(.script(script))) != nil) == refused)
        let words = script.split { " ()".contains($0) }.map(String.init)
        if !script.contains("&") { #expect((CacheRules.objection(to: step(.arguments(words))) != nil) == refused) }
    }

    @Test("a performance step, and one that names no inputs, is refused")
    func kinds() {
        #expect(CacheRules.objection(to: step(.script("x"), kind: .performance))?.contains("moment") == true)
        #expect(CacheRules.objection(to: step(.script("x"), inputs: []))?.contains("inputs") == true)
        #expect(CacheRules.objection(to: step(.script("x"))) == nil)
    }

    @Test("what failed, was flaky, leaked, or brought no good evidence is not kept")
    func outcomes() {
        let pass = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 1)
        let fail = AttemptRecord(number: 1, outcome: .failed(.exit(code: 1)), started: 0, seconds: 1)
        let leak = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 1, leaked: 1)
        func objection(_ outcome: StepOutcome, _ attempts: [AttemptRecord], _ reports: [Report] = []) -> String? {
            CacheRules.objection(to: outcome, attempts: attempts, reports: reports)
        }
        #expect(objection(.passed(tries: 1), [pass]) == nil)
        #expect(objection(.passed(tries: 2), [fail, pass]) == "it is flaky")
        #expect(objection(.passed(tries: 1), [leak]) == "it left processes behind")
        #expect(objection(.failed(.timeout(.seconds(1)), tries: 1), [fail]) == "it did not pass")
        #expect(objection(.found(code: 1, tries: 1), [pass]) == "it did not pass")
        var report = Report(path: "junit.xml", format: "junit")
        report.tests = TestResults(tally: TestTally(passed: 3))
        #expect(objection(.passed(tries: 1), [pass], [report]) == nil)
        report.tests = TestResults(tally: TestTally(passed: 3, failed: 1))
        #expect(objection(.passed(tries: 1), [pass], [report]) == "tests of junit.xml failed")
        report.tests = TestResults(tally: TestTally(passed: 3, flaky: 1))
        #expect(objection(.passed(tries: 1), [pass], [report]) == "tests of junit.xml are flaky")
        report.messages = [ReportMessage(.error, "cut off")]
        #expect(objection(.passed(tries: 1), [pass], [report]) == "its report junit.xml is no evidence")
        var scan = Report(path: "trivy.json", format: "trivy")
        scan.tool = "Trivy"
        #expect(objection(.passed(tries: 1), [pass], [scan])?.contains("database") == true)
    }

    @Test("only runs of the protected branch make results that others read, and changes make none")
    func scopes() {
        var context = RunContext(
            id: "r",
            branch: "feature",
            machine: Machine(cores: 1, memoryBytes: 1, system: "Linux"),
            started: 0
        )
        let own = CacheScope.own(branch: "feature")
        #expect(CacheScope.rights(context, onProtected: false).writes == own)
        #expect(CacheScope.rights(context, onProtected: false).reads == [own, .shared])
        #expect(CacheScope.rights(context, onProtected: true).writes == .shared)
        context.ci = true
        #expect(CacheScope.rights(context, onProtected: true).reads == [.shared])
        context.pullRequest = "5"
        #expect(CacheScope.rights(context, onProtected: true).writes == nil)
        #expect(CacheScope.rights(context, onProtected: false).reads == [.shared])
        context.pullRequest = nil
        context.target = "main"
        #expect(CacheScope.rights(context, onProtected: false).writes == nil)
    }
}
