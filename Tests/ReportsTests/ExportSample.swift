import Core
import Criteria

/// A run in which everything happens that a report has to tell.
enum ExportSample {
    static let red = summary(
        overall: "fail",
        name: "rejects an empty prompt",
        message:
            "AssertionError: expected 400, got 500\n    at tests/api/test_prompts.py:41\n    {\"error\": \"KeyError: 'text'\"}"
    )

    /// A red run; `name` stands wherever tools and people choose a name: a test, an offender, a file, a branch.
    static func summary(overall: String, name: String, message: String) -> RunSummary {
        var summary = RunSummary(
            context: RunContext(
                id: "20261122-150405-a1b2",
                branch: "feature/faster-intent",
                commit: "4f1c2d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e",
                trigger: "push",
                manualTrigger: false,
                ci: true,
                machine: Machine(cores: 2, memoryBytes: 8.2e9, system: "Linux 6.1 x86_64"),
                started: 1_795_359_845
            ),
            steps: steps(name),
            reports: reports(name, message),
            seconds: 74.31
        )
        summary.banners = ["this change edits its own gates: they were taken from the merge base"]
        summary.verdict = RunVerdict(gates: gates(name), problems: [problem(name)])
        return summary
    }

    private static func problem(_ name: String) -> Problem {
        Problem(
            .fail,
            "step `api-tests` failed",
            detail: "exit code 1: \(name)",
            remedy: "read its log, then `assay run --only api-tests`",
            step: "api-tests"
        )
    }

    private static func attempt(
        _ number: Int,
        _ start: Double,
        _ seconds: Double,
        _ outcome: AttemptOutcome = .passed,
        log: String
    ) -> AttemptRecord {
        AttemptRecord(
            number: number,
            outcome: outcome,
            started: 1_795_359_845 + start,
            seconds: seconds,
            cpuSeconds: seconds * 0.8,
            log: log
        )
    }

    private static func steps(_ name: String) -> [StepRecord] {
        [
            StepRecord(
                name: "gateway-unit",
                stage: "unit-tests",
                kind: .unit,
                component: "api_gateway",
                outcome: .passed(tries: 1),
                attempts: [attempt(1, 0, 6.2, log: "logs/gateway-unit.1.log")]
            ),
            StepRecord(
                name: "classifier-unit",
                stage: "unit-tests",
                kind: .unit,
                component: "intent_classifier",
                outcome: .passed(tries: 2),
                attempts: [
                    attempt(1, 0.2, 7, .failed(.exit(code: 1)), log: "logs/classifier-unit.1.log"),
                    attempt(2, 8, 8.4, log: "logs/classifier-unit.2.log"),
                ]
            ),
            StepRecord(
                name: "api-tests",
                stage: "integration",
                kind: .integration,
                outcome: .failed(.exit(code: 1), tries: 1),
                attempts: [attempt(1, 17, 21.5, .failed(.exit(code: 1)), log: "logs/api-tests.1.log")]
            ),
            StepRecord(
                name: "k6-load",
                stage: "performance",
                kind: .performance,
                outcome: .passed(tries: 1),
                attempts: [attempt(1, 39, 30.1, log: "logs/k6-load.1.log")]
            ),
            StepRecord(
                name: "fuzz",
                stage: "security",
                kind: .security,
                allowFailure: true,
                outcome: .failed(.timeout(.seconds(5)), tries: 1),
                attempts: [attempt(1, 69, 5, .failed(.timeout(.seconds(5))), log: "logs/fuzz.1.log")]
            ),
            StepRecord(
                name: "deploy-preview",
                stage: "deploy",
                kind: .e2e,
                outcome: .skipped(reason: "`branch == 'main'` does not hold: branch is \(name)")
            ),
            StepRecord(
                name: "e2e-chrome",
                stage: "e2e",
                kind: .e2e,
                outcome: .cancelled(reason: "stage `integration` failed before it")
            ),
        ]
    }

    static func reports(_ name: String, _ message: String) -> [Report] {
        var junit = Report(path: "out/api/junit.xml", format: "junit", bytes: 48_213, modified: 1_795_359_880)
        junit.tool = "pytest"
        junit.step = "api-tests"
        junit.tests = TestResults(
            tally: TestTally(passed: 211, failed: 2, errors: 1, skipped: 4, flaky: 1, duration: 19.84),
            cases: [
                TestCase(
                    suite: "api",
                    className: "tests.api.test_prompts",
                    name: name,
                    file: "tests/api/test_prompts.py",
                    line: 41,
                    status: .failed,
                    seconds: 0.0213,
                    message: message
                ),
                TestCase(
                    className: "tests.api.test_prompts",
                    name: "keeps the order of techniques",
                    status: .failed,
                    seconds: 1.2,
                    message: "AssertionError: ['few_shot', 'cot'] != ['cot', 'few_shot']"
                ),
                TestCase(
                    className: "tests.api.test_health",
                    name: "answers within a second",
                    status: .error,
                    message: "ConnectionRefusedError: [Errno 111] Connection refused"
                ),
                TestCase(className: "tests.api.test_retry", name: "retries once", status: .passed, flaky: true),
                TestCase(
                    name: "login works",
                    status: .passed,
                    seconds: 2,
                    properties: ["browser": "chrome", "os": "linux"]
                ),
            ]
        )
        var lcov = Report(path: "out/gateway/lcov.info", format: "lcov", bytes: 9_112, modified: 1_795_359_851)
        lcov.step = "gateway-unit"
        lcov.coverage = CoverageResults(files: [
            file("services/gateway/src/router.js", 240, missed: [12...19, 77...77, 140...168], branches: true),
            file("services/gateway/src/auth.js", 96, missed: [40...71], branches: true),
            file("services/gateway/src/index.js", 58, missed: []),
        ])
        var cobertura = Report(path: "out/classifier/coverage.xml", format: "cobertura", bytes: 22_019)
        cobertura.tool = "coverage.py 7.6"
        cobertura.step = "classifier-unit"
        cobertura.messages = [ReportMessage(.warning, "states 312 lines, and 310 are listed", line: 3, column: 1)]
        cobertura.coverage = CoverageResults(files: [
            file("services/classifier/intent.py", 310, missed: [8...101]),
            file("services/classifier/\(name).py", 20, missed: [1...20]),
        ])
        var k6 = Report(path: "out/k6/summary.json", format: "k6-summary", bytes: 3_881)
        k6.step = "k6-load"
        k6.labels = ["service": "api_gateway"]
        k6.performance = [
            LoadResult(
                requests: 14_820,
                failed: 12,
                latency: [.average: 0.0412, .p50: 0.0318, .p95: 0.2374, .p99: 0.4102, .maximum: 1.92],
                requestRate: 493.98,
                droppedIterations: 0,
                duration: 30,
                thresholds: ["p(95)<200": false]
            )
        ]
        return [junit, lcov, cobertura, k6, sarif(name), broken]
    }

    private static var broken: Report {
        var broken = Report(path: "out/e2e/junit.xml", format: "junit", bytes: 4_096)
        broken.messages = [
            ReportMessage(.error, "the document ends inside <testcase>", line: 88, column: 14, offset: 4_096)
        ]
        broken.tests = TestResults(tally: TestTally(passed: 9))
        return broken
    }

    private static func sarif(_ name: String) -> Report {
        var sarif = Report(path: "out/bandit.sarif", format: "sarif", bytes: 7_716)
        sarif.tool = "Bandit 1.8"
        sarif.findings = FindingResults(
            findings: [
                Finding(
                    tool: "Bandit",
                    rule: "B608",
                    severity: .high,
                    level: .error,
                    message: "possible SQL injection through string building: \(name)",
                    file: "services/selector/store.py",
                    line: 57,
                    column: 9,
                    cwe: [89],
                    tags: ["security"]
                ),
                Finding(
                    tool: "Bandit",
                    rule: "B311",
                    severity: .low,
                    level: .note,
                    message: "random numbers are not fit for security",
                    file: "services/selector/pick.py",
                    line: 12
                ),
                Finding(tool: "Bandit", rule: "B101", severity: .low, message: "assert", suppressed: true),
            ],
            scans: [
                Scan(
                    tool: "Bandit",
                    version: "1.8.0",
                    filesExamined: 14,
                    rules: [Scan.Rule(id: "B608", cwe: [89], tags: ["security"])],
                    successful: true
                )
            ]
        )
        return sarif
    }

    static func file(
        _ path: String,
        _ count: UInt32,
        missed: [ClosedRange<UInt32>],
        branches: Bool = false
    ) -> FileCoverage {
        FileCoverage(
            path: path,
            lines: FileLines(
                (1...count).map { line in
                    let isMissed = missed.contains { $0.contains(line) }
                    let forks: UInt16 = branches && line % 20 == 0 ? 2 : 0
                    return LineCoverage(
                        line: line,
                        isCovered: !isMissed,
                        branches: forks,
                        branchesCovered: isMissed ? 0 : forks
                    )
                }
            ),
            functions: Fraction(covered: 3, total: 4)
        )
    }
}
