import Core
import Criteria
import Testing

@Suite("The overall verdict")
struct RunJudgeTests {
    private func step(_ name: String, _ outcome: StepOutcome, allowFailure: Bool = false) -> StepRecord {
        StepRecord(name: name, stage: "s", kind: .unit, allowFailure: allowFailure, outcome: outcome)
    }

    private func verdict(
        _ steps: [StepRecord],
        _ reports: [Report],
        gates: [Gate] = [],
        strict: Bool = false
    ) -> RunVerdict {
        let evidence = Evidence(reports: reports, project: Project(gates: gates))
        return RunJudge(evidence: evidence, gates: gates, steps: steps, strict: strict).verdict()
    }

    private let passing = Given.tests([TestCase(name: "a", status: .passed)], step: "unit")

    @Test("steps that pass and measure nothing are not green")
    func nothingMeasured() {
        #expect(verdict([step("unit", .passed(tries: 1))], []).overall == .notEvaluated)
        #expect(verdict([], []).overall == .notEvaluated)
    }

    @Test("without gates, executed and passing tests are green")
    func testsAlone() {
        #expect(verdict([step("unit", .passed(tries: 1))], [passing]).overall == .pass)
    }

    @Test("failed tests are red although the step that ran them exits with 0")
    func swallowedExitCode() {
        let report = Given.tests([TestCase(name: "a", status: .failed)], step: "unit")
        #expect(verdict([step("unit", .passed(tries: 1))], [report]).overall == .fail)
    }

    @Test("failed tests are named among the problems, with the step that reproduces them")
    func namedTests() {
        let failing = TestCase(name: "adds", file: "calc.py", line: 7, status: .failed, message: "2 is not 3\nmore")
        let report = Given.tests([failing, TestCase(name: "b", status: .passed)], step: "unit")
        let problem = verdict([step("unit", .failed(.exit(code: 1), tries: 1))], [report]).problems.first
        #expect(problem?.title == "1 of 2 tests failed")
        #expect(problem?.detail == "adds (calc.py:7): 2 is not 3")
        #expect(problem?.remedy == "reproduce with `assay run --only unit`")
    }

    @Test("only skipped tests are no evidence")
    func skipped() {
        let report = Given.tests([TestCase(name: "a", status: .skipped)], step: "unit")
        #expect(verdict([step("unit", .passed(tries: 1))], [report]).overall == .notEvaluated)
    }

    @Test("a failed step, a broken report and a cancelled step each keep the run from being green")
    func problems() {
        var broken = Report(path: "r.xml", format: "junit")
        broken.messages = [ReportMessage(.error, "cut short", line: 3, column: 9)]
        #expect(verdict([step("unit", .failed(.exit(code: 2), tries: 1))], [passing]).overall == .fail)
        #expect(verdict([step("unit", .cancelled(reason: "x"))], [passing]).overall == .notEvaluated)
        #expect(
            verdict([step("unit", .failed(.infrastructure("no such command"), tries: 1))], [passing]).overall == .error
        )
        let unusable = verdict([step("unit", .passed(tries: 1))], [passing, broken])
        #expect(unusable.overall == .error)
        #expect(unusable.problems[0].title == "report r.xml:3:9 cannot be used")
    }

    @Test("a gate that holds, does not apply or only advises makes nothing of tests that never ran")
    func neverWeaker() throws {
        let skipped = Given.tests([TestCase(name: "a", status: .skipped)], step: "unit")
        let empty = Given.tests([], step: "unit")
        let coverage = Given.coverage(["a.py": (1...9, nil)])
        let holds = Gate(id: .coverage, criteria: [try Given.criterion(.coverage, "overall.threshold", ">= 80%")])
        for report in [skipped, empty] {
            let judged = verdict([], [report, coverage], gates: [holds])
            #expect(judged.overall == .notEvaluated)
            #expect(judged.problems.map(\.title) == ["no test was executed"])
        }
        #expect(verdict([], [coverage], gates: [holds]).overall == .pass)
        var advisory = holds
        advisory.blocking = false
        let tolerated = step("extra", .failed(.exit(code: 1), tries: 1), allowFailure: true)
        #expect(verdict([tolerated], [], gates: [advisory]).overall == .notEvaluated)
        #expect(verdict([tolerated], [], gates: [try notApplicable()]).overall == .notEvaluated)
    }

    @Test("tests that passed are a pass where no gate applies")
    func nothingApplies() throws {
        #expect(verdict([], [passing], gates: [try notApplicable()]).overall == .pass)
    }

    private func notApplicable() throws -> Gate {
        let criterion = try Given.criterion(
            .codeQuality,
            "code_complexity.cognitive_complexity",
            "< 15",
            qualifiers: Qualifiers(notApplicable: "no tool for Fortran")
        )
        return Gate(id: .codeQuality, criteria: [criterion])
    }

    @Test("failed tests of a step that is allowed to fail are a warning that names them")
    func toleratedTests() {
        let steps = [step("unit", .passed(tries: 1)), step("e2e", .passed(tries: 1), allowFailure: true)]
        let failing = Given.tests([TestCase(name: "pays", status: .failed, message: "no card")], step: "e2e")
        let judged = verdict(steps, [passing, failing])
        #expect(judged.overall == .warn)
        #expect(judged.problems.map(\.title) == ["1 of 1 tests of steps that may fail failed"])
        #expect(judged.problems[0].detail == "pays: no card")
        #expect(verdict([steps[1]], [failing]).overall == .notEvaluated)
    }

    @Test(
        "what a step found is left to the gate that looks at it; without one the step fails",
        arguments: [
            (("linting.pass_rate", ">= 1%"), Verdict.pass), (("code_complexity.cyclomatic_complexity", "< 10"), .fail),
        ]
    )
    func foundAndJudged(_ criterion: (path: String, phrase: String), _ expected: Verdict) throws {
        let finding = Finding(tool: "ruff", rule: "E1", level: .error, file: "a.py", line: 3)
        var lint = Given.scan("ruff", files: 100, rules: [], findings: [finding])
        lint.step = "lint"
        let judging = try Given.criterion(.codeQuality, criterion.path, criterion.phrase)
        let gates = [Gate(id: .codeQuality, criteria: [judging])]
        let complexity = Given.metric("code_complexity.cyclomatic_complexity", 0.5, .count)
        let problems = verdict([step("lint", .found(code: 1, tries: 1))], [lint, passing, complexity], gates: gates)
            .problems
        #expect(problems.map(\.verdict).max() ?? .pass == expected)
        #expect(problems.allSatisfy { $0.detail?.contains("none looks at linter's findings") == true })
    }

    @Test("a code that stands for findings beside reports that list none is contradictory; failed tests are listed")
    func foundAndNotListed() {
        let steps = [step("unit", .found(code: 1, tries: 1))]
        let silent = verdict(steps, [passing])
        #expect(silent.overall == .error)
        #expect(silent.problems.first?.title == "step unit contradicts its reports")
        let failing = verdict(steps, [Given.tests([TestCase(name: "a", status: .failed)], step: "unit")])
        #expect(failing.problems.map(\.title) == ["1 of 1 tests failed"])
        var broken = Report(path: "r.xml", format: "junit")
        broken.messages = [ReportMessage(.error, "cut short")]
        broken.step = "unit"
        #expect(!verdict(steps, [broken]).problems.contains { $0.title.contains("contradicts") })
    }

    @Test("a step that is allowed to fail only warns")
    func allowed() {
        let steps = [
            step("unit", .passed(tries: 1)), step("extra", .failed(.exit(code: 1), tries: 1), allowFailure: true),
        ]
        #expect(verdict(steps, [passing]).overall == .warn)
    }

    @Test("an advisory gate warns, and blocks under --strict")
    func advisory() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 80%")
        let gate = Gate(id: .coverage, criteria: [criterion], blocking: false)
        let reports = [passing, Given.coverage(["a.py": (1...1, 2...9)])]
        #expect(verdict([], reports, gates: [gate]).overall == .warn)
        #expect(verdict([], reports, gates: [gate], strict: true).overall == .fail)
    }

    @Test("a gate with no criterion is not green")
    func emptyGate() {
        #expect(verdict([], [passing], gates: [Gate(id: .coverage)]).overall == .notEvaluated)
    }
}
