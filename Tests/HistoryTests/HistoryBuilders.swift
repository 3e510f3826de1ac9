import Core
import Criteria

/// Records for tests: what is not said is as usual.
enum Build {
    static let start = 1_800_000_000.0

    static func run(
        _ id: String,
        branch: String? = "main",
        day: Double = 0,
        commit: String? = nil,
        verdict: Verdict? = .pass,
        isChange: Bool = false
    ) -> HistoricRun {
        HistoricRun(
            id: id,
            branch: branch,
            commit: commit ?? "commit-of-\(id)",
            started: start + day * 86_400,
            seconds: 60,
            machine: "2 cores, 4 GiB, Linux x86_64",
            trigger: "push",
            isChange: isChange,
            isOfCommit: true,
            verdict: verdict,
            tally: TestTally(passed: 3, failed: 1, skipped: 1, duration: 2.5)
        )
    }

    static func test(
        _ name: String,
        _ outcome: TestOutcome = .passed,
        seconds: Double? = 0.25,
        file: String = "tests/test_a.py",
        message: String? = nil
    ) -> TestObservation {
        let key = TestKey(file: file, suite: "s", className: "tests.a", name: name)
        return TestObservation(key: key, outcome: outcome, seconds: seconds, message: message)
    }

    static func record(_ run: HistoricRun, _ tests: [TestObservation]) -> HistoricRecord {
        HistoricRecord(
            run: run,
            tests: tests,
            figures: [HistoricFigure(name: "coverage", value: 0.85, dimension: .ratio)],
            criteria: [HistoricCriterion(path: "coverage_gate.line_coverage", verdict: .pass)],
            steps: [HistoricStep(name: "unit", component: "shop", seconds: 12.5, passed: true)],
            files: [HistoricFile(path: "src/a.py", lines: Fraction(covered: 8, total: 10))]
        )
    }
}
