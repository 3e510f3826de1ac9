import Configuration
import Core
import Testing

@Suite("Exit codes and declared scope in the configuration")
struct ScopeConfigurationTests {
    private func loaded(_ keys: String) -> ConfigurationLoader.Loaded {
        load("steps:\n  lint:\n    run: [ruff]\n    \(keys)\n", partial: true)
    }

    private func step(_ keys: String) -> Step? { loaded(keys).project?.pipeline.steps["lint"] }

    @Test("exit codes are one number or a list; without them, 0 is clean and nothing stands for findings")
    func exitCodes() {
        #expect(step("kind: quality")?.exitCodes == ExitCodes(clean: [0], findings: []))
        let written = step("exit_codes: {clean: [0, 3], findings: 1}\n    reports: r.json")
        #expect(written?.exitCodes == ExitCodes(clean: [0, 3], findings: [1]))
    }

    @Test("what was examined, what for, and how many files must come stand beside a report")
    func scope() {
        let reports = step(
            "reports: [{path: r.sarif, examined: [\"src/**\", t.py], rules: [CWE-89, 79], expect: 4}, {path: b, rules: default}]"
        )?.reports
        #expect(reports?.first?.scope == ScopeDeclaration(examined: ["src/**", "t.py"], rules: .weaknesses([89, 79])))
        #expect(reports?.first?.expected == 4)
        #expect(reports?.last?.scope == ScopeDeclaration(rules: .usual))
    }

    @Test(
        "what would mean nothing, or two things, is a mistake with its place",
        arguments: [
            ("exit_codes: {findings: [1]}", "4:28 'findings' needs 'reports': nothing else shows what was found"),
            (
                "exit_codes: {clean: [0, 1], findings: [1]}\n    reports: r",
                "4:43 exit code 1 cannot be both 'clean' and 'findings'"
            ),
            ("exit_codes: {clean: []}", "4:25 'clean' is empty; no run could be clean"),
            ("exit_codes: {clean: 256}", "4:25 'clean' must be a whole number from 0 to 255, not '256'"),
            (
                "reports: [{path: r, rules: [SQL]}]",
                "4:33 'SQL' is no weakness; write its number in the CWE, such as CWE-89, or 'default' alone"
            ),
            ("reports: [{path: r, examined: []}]", "4:35 'examined' is empty"),
            ("reports: [{path: r, expect: 0}]", "4:33 'expect' must be a whole number from 1 to 100000, not '0'"),
        ]
    )
    func mistakes(_ keys: String, _ expected: String) {
        #expect(loaded(keys).lines(.error) == [expected])
    }
}
