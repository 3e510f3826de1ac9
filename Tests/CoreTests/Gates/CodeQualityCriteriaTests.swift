import Core
import Criteria
import Testing

@Suite("Criteria of the code quality gate")
struct CodeQualityCriteriaTests {
    private func lint(_ tool: String, files: [String], count: Int? = nil, bad: [String] = []) -> Report {
        var report = Given.scan(
            tool,
            files: count ?? files.count,
            rules: [],
            findings: bad.map { Finding(tool: tool, rule: "x", level: .error, file: $0, line: 1) }
        )
        report.findings?.scans[0].files = files
        return report
    }

    @Test("a file that two linters examined is one file, where they name their files")
    func union() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", ">= 90%")
        let reports = [
            lint("ruff", files: ["a.py", "b.py"], bad: ["a.py"]),
            lint("pylint", files: ["a.py", "b.py", "c.py"], bad: ["a.py"]),
        ]
        let measured = try #require(
            Given.judge(criterion, .codeQuality, reports).cells[0].judgement.measurements.first
        )
        #expect(measured.samples == 3)
        #expect(measured.value == 2.0 / 3)
    }

    @Test("a file that one linter names in full and another below the project is one file")
    func absolute() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", ">= 90%")
        let reports = [
            lint("ruff", files: ["a.py", "b.py"], bad: ["a.py"]),
            lint("pylint", files: ["/build/job/7/a.py", "/build/job/7/b.py"], bad: ["/build/job/7/a.py"]),
        ]
        let verdict = Given.judge(criterion, .codeQuality, reports, files: ["a.py", "b.py"])
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(measured.samples == 2)
        #expect(measured.value == 0.5)
    }

    @Test("where a linter names no files, the larger number is the least that was examined")
    func nameless() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", "100%")
        let reports = [lint("ruff", files: ["a.py", "b.py"]), lint("pylint", files: [], count: 5)]
        let verdict = Given.judge(criterion, .codeQuality, reports)
        #expect(verdict.verdict == .pass)
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(measured.samples == 5)
        #expect(measured.notes.contains { $0.contains("largest number") })
    }

    @Test("without a denominator the findings are told, and there is no rate")
    func noDenominator() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", ">= 98%")
        var report = lint("ruff", files: [], bad: ["a.py", "b.py"])
        report.findings?.scans[0].filesExamined = nil
        let judgement = Given.judge(criterion, .codeQuality, [report]).cells[0].judgement
        #expect(judgement.verdict == .notEvaluated)
        #expect(judgement.reason?.contains("2 findings") == true)
    }

    @Test("an open finding breaks `100%`, however many files there are")
    func brokenBound() throws {
        let criterion = try Given.criterion(.codeQuality, "linting.pass_rate", "100%")
        var report = lint("ruff", files: [], bad: ["a.py"])
        report.findings?.scans[0].filesExamined = nil
        let judgement = Given.judge(criterion, .codeQuality, [report]).cells[0].judgement
        #expect(judgement.verdict == .fail)
        #expect(judgement.measurements.first?.offenders.first?.file == "a.py")
        report.findings?.findings = []
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
    }

    @Test("the verdict says what the tool's levels were taken for")
    func levels() throws {
        let criterion = try Given.criterion(
            .codeQuality,
            "linting.pass_rate",
            "100%",
            words: ["severity_threshold": "error"]
        )
        let verdict = Given.judge(criterion, .codeQuality, [lint("eslint", files: ["a.js"], bad: ["a.js"])])
        let notes = verdict.cells[0].judgement.measurements.flatMap(\.notes)
        #expect(notes.contains { $0.contains("eslint") && $0.contains("1 error") && $0.contains("from error") })
    }

    @Test("cyclomatic complexity never stands in for cognitive complexity")
    func substitution() throws {
        let criterion = try Given.criterion(.codeQuality, "code_complexity.cognitive_complexity", "< 15")
        let report = Given.metric("code_complexity.cyclomatic_complexity", 3, .count)
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
    }

    private func declared() throws -> Criterion {
        try Given.criterion(
            .codeQuality,
            "code_complexity.cognitive_complexity",
            nil,
            qualifiers: Qualifiers(notApplicable: "no tool measures it for Fortran")
        )
    }

    @Test("what the project declares not applicable is so, with its reason, and blocks nothing")
    func notApplicable() throws {
        let verdict = Given.judge(try declared(), .codeQuality, [])
        #expect(verdict.verdict == .notApplicable)
        #expect(verdict.cells[0].judgement.reason?.contains("Fortran") == true)
    }

    @Test("a measurement contradicts the declaration that there is nothing to measure")
    func contradiction() throws {
        let report = Given.metric("code_complexity.cognitive_complexity", 99, .count)
        #expect(Given.judge(try declared(), .codeQuality, [report]).verdict == .error)
    }

    @Test("a gate with nothing but declarations is no green run")
    func onlyDeclared() throws {
        let gate = Gate(id: .codeQuality, criteria: [try declared()])
        let evidence = Evidence(reports: [], project: Project(gates: [gate]))
        let verdict = RunJudge(evidence: evidence, gates: [gate], steps: []).verdict()
        #expect(verdict.gates[0].verdict == .notApplicable)
        #expect(verdict.overall == .notEvaluated)
    }

    @Test(
        "documentation of no public symbol is not applicable by proof",
        arguments: [(0, Verdict.notApplicable), (12, .pass)]
    )
    func publicSymbols(count: Int, expected: Verdict) throws {
        let criterion = try Given.criterion(.codeQuality, "documentation.public_api_coverage", "> 90%")
        let report = Given.metric("documentation.public_api_coverage", 1, .ratio, samples: count)
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == expected)
    }

    @Test("complexity of no function is not evaluated")
    func noFunction() throws {
        let criterion = try Given.criterion(.codeQuality, "code_complexity.cyclomatic_complexity", "< 10")
        let report = Given.metric("code_complexity.cyclomatic_complexity", 0, .count, samples: 0)
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
    }
}
