package import Core
import Criteria

/// Sixty days of runs with a known story: what the history must tell, and nothing more.
///
/// Four runs a day of 60 tests, two of each commit. Times have a noise of 6 %.
package struct PlantedStory {
    package static let days = 60
    package static let start = 1_790_000_000.0 - 1_790_000_000.0.truncatingRemainder(dividingBy: 86_400)

    /// Fails in 1 of 8 runs, whatever the commit.
    package static let unordered = "test_order_of_events"
    /// Fails at times and passes on retry.
    package static let retried = "test_payment_timeout"
    /// Takes 0.8 s, and 1.4 s from day 30 on.
    package static let slower = "test_search_index"
    /// Its file moves on day 20.
    package static let moved = "test_currency_rounding"
    /// Has another name from day 25 on, as the source says.
    package static let renamed = (before: "test_voucher", after: "test_voucher_code")
    /// Broken by a change on day 40, mended on day 47.
    package static let brokenWeek = ["test_export_csv", "test_export_pdf", "test_export_json"]
    /// Skipped on every day.
    package static let skipped = "test_legacy_login"
    /// The machine's disk was full on day 35: everything failed.
    package static let outageDay = 35
    package static let regressionDay = 30
    package static let moveDay = 20
    package static let renameDay = 25
    package static let brokenDays = 40..<47
    /// Coverage falls by half a point a day from here on.
    package static let slideDay = 45

    package private(set) var records: [HistoricRecord] = []

    package init() {
        var numbers = StoryNumbers(seed: 2_026)
        for day in 0..<Self.days {
            for number in 0..<4 { records.append(Self.record(day, number, &numbers)) }
        }
    }

    private static func record(_ day: Int, _ number: Int, _ numbers: inout StoryNumbers) -> HistoricRecord {
        let isOutage = day == outageDay && number == 1
        let tests = self.tests(day, &numbers).map { test -> TestObservation in
            guard isOutage, test.outcome != .skipped else { return test }
            var test = test
            (test.outcome, test.message) = (
                .failed, "OSError: [Errno 28] No space left on device: '/builds/\(number)/out'"
            )
            return test
        }
        var tally = TestTally()
        for test in tests {
            switch test.outcome {
            case .passed: tally.passed += 1
            case .failed: tally.failed += 1
            case .skipped: tally.skipped += 1
            case .flaky:
                tally.passed += 1
                tally.flaky += 1
            }
            tally.duration += test.seconds ?? 0
        }
        let covered = 900 - max(0, day - slideDay) * 5
        let run = HistoricRun(
            id: "day\(CalendarDay.two(day))-\(number)",
            branch: "main",
            commit: "commit-\(day)-\(number / 2)",
            started: start + Double(day) * 86_400 + Double(number) * 7_200,
            seconds: tally.duration + 20,
            machine: "2 cores",
            trigger: "push",
            isOfCommit: true,
            verdict: tally.failed > 0 ? .fail : .pass,
            tally: tally
        )
        return HistoricRecord(
            run: run,
            tests: tests,
            figures: [
                HistoricFigure("coverage", value: Double(covered) / 1_000, dimension: .ratio),
                HistoricFigure("execution_time", value: run.seconds, dimension: .duration),
            ],
            steps: [
                HistoricStep(name: "unit", component: "shop", seconds: tally.duration, passed: tally.failed == 0),
                HistoricStep(name: "lint", seconds: noise(20, &numbers), passed: true),
            ],
            files: [
                HistoricFile(path: "src/shop.py", lines: Fraction(covered: covered - 100, total: 800)),
                HistoricFile(path: "src/export.py", lines: Fraction(covered: 100, total: 200)),
            ],
            renames: day == renameDay && number == 0 ? [rename] : []
        )
    }

    private static var rename: TestRenames.Rename {
        TestRenames.Rename(from: test(renamed.before, seconds: nil).key, to: test(renamed.after, seconds: nil).key)
    }

    private static func tests(_ day: Int, _ numbers: inout StoryNumbers) -> [TestObservation] {
        let steady = (0..<51).map { number in
            test("test_feature_\(number)", seconds: noise(0.2 + Double(number % 5) / 20, &numbers))
        }
        let voucher = test(
            day < renameDay ? renamed.before : renamed.after,
            seconds: noise(0.2, &numbers)
        )
        let fails = numbers.below(8) == 0
        let retries = numbers.below(12) == 0
        let isBroken = brokenDays.contains(day)
        return steady + [
            voucher,
            test(
                unordered,
                fails ? .failed : .passed,
                seconds: noise(0.3, &numbers),
                message: fails ? "AssertionError: expected [1, 2], got [2, 1]" : nil
            ),
            test(retried, retries ? .flaky : .passed, seconds: noise(0.4, &numbers)),
            test(slower, seconds: noise(day < regressionDay ? 0.8 : 1.4, &numbers)),
            test(
                moved,
                seconds: noise(0.2, &numbers),
                file: day < moveDay ? "tests/test_money.py" : "tests/billing/test_money.py",
                className: day < moveDay ? "tests.test_money" : "tests.billing.test_money"
            ),
            test(skipped, .skipped, seconds: nil),
        ]
            + brokenWeek.map { name in
                test(
                    name,
                    isBroken ? .failed : .passed,
                    seconds: noise(0.25, &numbers),
                    message: isBroken ? "KeyError: 'total' of order \(numbers.below(9_000) + 1_000)" : nil
                )
            }
    }

    private static func test(
        _ name: String,
        _ outcome: TestOutcome = .passed,
        seconds: Double?,
        file: String = "tests/test_shop.py",
        className: String = "tests.test_shop",
        message: String? = nil
    ) -> TestObservation {
        TestObservation(
            key: TestKey(file: file, className: className, name: name),
            outcome: outcome,
            seconds: seconds,
            message: message
        )
    }

    /// About the value, within 6 % nearly always.
    private static func noise(_ value: Double, _ numbers: inout StoryNumbers) -> Double {
        let sum = (0..<4).reduce(0.0) { total, _ in total + Double(numbers.below(1_000)) / 1_000 - 0.5 }
        return value * (1 + 0.05 * sum)
    }
}
