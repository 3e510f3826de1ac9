import Core
import Testing

@Suite("A scope that the configuration declares")
struct ScopeDeclarationTests {
    private let files = ["src/a.py", "src/b.py"]
    private let everything = ScopeDeclaration(examined: ["src/**"])

    private func clean(_ tool: String, files: Int? = nil, version: String? = nil) -> Report {
        var report = Given.scan(tool, files: files, rules: [])
        report.step = "lint"
        report.findings?.scans[0].version = version
        return report
    }

    private func step(_ outcome: StepOutcome) -> StepRecord {
        StepRecord(name: "lint", stage: "s", kind: .quality, outcome: outcome)
    }

    @Test("makes a clean linter a measured zero, and the verdict says whose word it is")
    func linter() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", "100%")
        var report = clean("ruff")
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
        report.declare(everything, files: files)
        let verdict = Given.judge(criterion, .codeQuality, [report])
        #expect(verdict.verdict == .pass)
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(measured.samples == 2)
        #expect(measured.notes.contains("examined as the configuration says, not ruff: 2 files of src/**"))
    }

    @Test("never goes before the tool's own word, not even where that is nothing")
    func ownWord() {
        for own in [0, 7] {
            var report = clean("bandit", files: own)
            report.declare(everything, files: files)
            #expect(report.findings?.scans[0].filesExamined == own)
            #expect(report.findings?.scans[0].declared == nil)
            #expect(report.status == .ok)
        }
    }

    @Test("that matches no file, or stands beside a report of no scan, is an error")
    func nothing() {
        var report = clean("ruff")
        report.declare(everything, files: [])
        #expect(report.status == .error)
        var tests = Given.tests([TestCase(name: "a", status: .passed)])
        tests.declare(everything, files: files)
        #expect(tests.status == .error)
    }

    @Test(
        "counts only where the step did its work",
        arguments: [
            (StepOutcome.passed(tries: 1), Verdict.pass), (.found(code: 1, tries: 1), .pass),
            (.failed(.exit(code: 2), tries: 1), .notEvaluated),
            (.failed(.timeout(.seconds(1)), tries: 1), .notEvaluated),
            (.cancelled(reason: "x"), .notEvaluated),
        ]
    )
    func work(_ outcome: StepOutcome, _ expected: Verdict) throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", "100%")
        var report = clean("ruff")
        report.declare(everything, files: files)
        report.dropUnprovenScope([step(outcome)])
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == expected)
    }

    @Test("may name what the rules look for: weaknesses, or those that are a known tool's own")
    func rules() throws {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "no findings")
        var silent = clean("bandit", files: 4)
        #expect(Given.judge(criterion, .security, [silent]).verdict == .notEvaluated)
        silent.declare(ScopeDeclaration(rules: .usual), files: [])
        let verdict = Given.judge(criterion, .security, [silent])
        #expect(verdict.verdict == .pass)
        let notes = verdict.cells[0].judgement.measurements.flatMap(\.notes)
        #expect(notes.contains("rules as the configuration says, not bandit: the default rules of bandit"))
        var other = clean("own-scanner", files: 4)
        other.declare(ScopeDeclaration(rules: .weaknesses([89])), files: [])
        other.labels["category"] = "sast"
        #expect(Given.judge(criterion, .security, [other]).verdict == .pass)
    }

    @Test("that asks for the default rules of a tool, or of a version of it, that is not known is an error")
    func unknownRules() {
        var unknown = clean("own-scanner", files: 4)
        unknown.declare(ScopeDeclaration(rules: .usual), files: [])
        #expect(unknown.messages.first?.text.contains("list it, such as `rules: [CWE-89]`") == true)
        var later = clean("bandit", files: 4, version: "9.1.0")
        later.declare(ScopeDeclaration(rules: .usual), files: [])
        #expect(later.messages.first?.text.contains("only those of versions 1.7.3 up to 2") == true)
        var known = clean("bandit", files: 4, version: "1.9.4")
        known.declare(ScopeDeclaration(rules: .usual), files: [])
        #expect(known.status == .ok)
    }

    @Test(
        "versions compare number by number",
        arguments: [("1.7.3", true), ("1.10", true), ("v1.8", true), ("1.7.2", false), ("2.0", false), ("dev", false)]
    )
    func versions(_ version: String, _ expected: Bool) {
        #expect(KnownTool.Versions(from: [1, 7, 3], before: [2]).includes(version) == expected)
    }

    @Test("a tool is known by one name, and the first word of what its reports call it")
    func names() {
        let names = KnownTool.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(KnownTool.named("Semgrep OSS")?.name == "semgrep")
        #expect(KnownTool.named("Trivy Secret")?.category == .secrets)
        #expect(KnownTool.named("unheard-of") == nil)
    }
}
