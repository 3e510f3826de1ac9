import Core
import Testing

@Suite("Tests of several reports as one")
struct TestEvidenceTests {
    /// A report of tests by name: `+` passed, `-` failed, `o` skipped, in front of the name.
    private func report(
        _ tests: [String],
        path: String = "junit.xml",
        step: String? = "unit",
        labels: Labels = [:],
        modified: Double? = nil,
        properties: [String: String] = [:]
    ) -> Report {
        var results = TestResults()
        for test in tests {
            let status: TestCase.Status = test.hasPrefix("+") ? .passed : test.hasPrefix("-") ? .failed : .skipped
            let name = String(test.dropFirst())
            let test = TestCase(className: "suite", name: name, status: status, properties: properties)
            results.tally.count(status, flaky: false, seconds: 1)
            if status == .passed, properties.isEmpty {
                results.passed.append(test.identity)
            } else {
                results.cases.append(test)
            }
        }
        var report = Report(path: path, format: "junit", modified: modified)
        report.step = step
        report.labels = labels
        report.tests = results
        return report
    }

    @Test(
        "the same test run again is one test, and the last try that ran decides",
        arguments: [
            (["-a"], ["+a"], "1 passed, 1 flaky"), (["+a"], ["+a"], "1 passed"), (["+a"], ["-a"], "1 failed"),
            (["-a"], ["-a"], "1 failed"), (["-a"], ["oa"], "1 failed"), (["oa"], ["+a"], "1 passed"),
            (["+a"], ["oa"], "1 passed"), (["oa"], ["oa"], "1 skipped"),
            (["+a", "-b"], ["+b"], "2 passed, 1 flaky"), (["+a", "-b"], ["+c"], "2 passed, 1 failed"),
            // Parametrised: three of one name, all run again.
            (["-p", "+p", "+p"], ["+p", "+p", "+p"], "3 passed, 1 flaky"),
            (["-p", "-p", "+p"], ["-p", "+p", "+p"], "2 passed, 1 failed, 1 flaky"),
            // One of three run again: which one, nobody can tell.
            (["-p", "+p", "+p"], ["+p"], "3 passed, 1 failed"),
        ]
    )
    func tries(first: [String], second: [String], expected: String) {
        let merged = MergedTests(reports: [report(first), report(second, path: "junit-rerun.xml")])
        #expect(words(merged.tally) == expected)
        #expect(merged.entries.count { $0.test.status == .failed } == merged.tally.failed)
        #expect(merged.entries.count { $0.test.flaky } == merged.tally.flaky)
    }

    private func words(_ tally: TestTally) -> String {
        [
            (tally.passed, "passed"), (tally.failed, "failed"), (tally.skipped, "skipped"), (tally.flaky, "flaky"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    @Test("a name that occurs twice in one report is two tests: nothing marks a retry")
    func repetition() {
        #expect(words(MergedTests(reports: [report(["-p", "+p"])]).tally) == "1 passed, 1 failed")
    }

    @Test(
        "names that differ in a try tell of tries; other names, steps and labels are other tests",
        arguments: [
            ("attempt-1/junit.xml", "attempt-2/junit.xml", true), ("junit.xml", "junit-rerun.xml", true),
            ("try1.xml", "try2.xml", true), ("retries/a.xml", "retries/a-again.xml", true),
            ("junit.xml", "junit.xml", false), ("attempt-1/junit.xml", "attempt-1/junit.xml", false),
            ("junit-1.xml", "junit-2.xml", false), ("1/junit.xml", "2/junit.xml", false),
            ("run1.xml", "run2.xml", false), ("shard_1/a.xml", "shard_2/a.xml", false),
            ("part1.xml", "part2.xml", false), ("TEST-worker-1.xml", "TEST-worker-2.xml", false),
            ("node0/junit.xml", "node1/junit.xml", false), ("php-7/junit.xml", "php-8/junit.xml", false),
            ("node.8/junit.xml", "node.9/junit.xml", false),
            ("py311/junit.xml", "py312/junit.xml", false), ("junit-3.8.xml", "junit-3.9.xml", false),
            ("node-18/junit.xml", "node-20/junit.xml", false), ("chrome.xml", "firefox.xml", false),
            ("a/junit.xml", "b/junit.xml", false), ("running/a.xml", "a.xml", false),
        ]
    )
    func contexts(first: String, second: String, areTries: Bool) {
        let merged = MergedTests(reports: [report(["-a"], path: first), report(["+a"], path: second)])
        #expect((merged.tally.failed == 0) == areTries)
        #expect(Report.possibleTries([first, second]).isEmpty == !areTries)
    }

    @Test("the same test in another step, under another label or in another browser is no second try")
    func cells() {
        let first = report(["-a"])
        let others: [(step: String, labels: Labels)] = [
            ("again", [:]), ("unit", ["component": "api"]), ("unit", ["shard": "2"]),
        ]
        for (step, labels) in others {
            let other = report(["+a"], path: "junit-rerun.xml", step: step, labels: labels)
            #expect(MergedTests(reports: [first, other]).tally.failed == 1)
        }
        let chrome = report(["-a"], properties: ["browser": "chrome"])
        let firefox = report(["+a"], path: "junit-rerun.xml", properties: ["browser": "firefox"])
        #expect(MergedTests(reports: [chrome, firefox]).tally.failed == 1)
        let again = report(
            ["+a"],
            path: "junit-rerun.xml",
            properties: ["browser": "chrome", "started": "later"]
        )
        #expect(MergedTests(reports: [chrome, again]).tally == TestTally(passed: 1, flaky: 1, duration: 2))
    }

    @Test("the label `attempt` says so whatever files and steps are called, and in which order")
    func declared() {
        let first = report(["-a"], path: "x.xml", step: "unit", labels: ["attempt": "1"], modified: 9)
        let second = report(["+a"], path: "y.xml", step: "unit again", labels: ["attempt": "2"], modified: 1)
        #expect(MergedTests(reports: [second, first]).tally.flaky == 1)
    }

    @Test("without a label the names tell the order, whatever the time of the files")
    func order() {
        let failed = report(["-a"], modified: 9)
        let passed = report(["+a"], path: "junit-rerun.xml", modified: 5)
        #expect(MergedTests(reports: [passed, failed]).tally.failed == 0)
        let later = report(["-a"], path: "junit-rerun-2.xml", modified: 1)
        #expect(MergedTests(reports: [later, passed, failed]).tally.failed == 1)
    }

    @Test("a report that holds a test which the first one lacks is no try of it, unless a label says so")
    func strangers() {
        let first = ["-a", "+b"]
        let flaky = ["+a", "+c"]
        let named = [report(first), report(flaky, path: "junit-rerun.xml")]
        #expect(words(MergedTests(reports: named).tally) == "3 passed, 1 failed")
        let labelled = [report(first, labels: ["attempt": "1"]), report(flaky, labels: ["attempt": "2"])]
        #expect(words(MergedTests(reports: labelled).tally) == "3 passed, 1 flaky")
    }

    @Test("several reports of one try are parts of it, and no tries of each other")
    func partsOfATry() {
        let parts = [
            report(["-a", "+b"], path: "one.xml", labels: ["attempt": "1"]),
            report(["+a", "+c"], path: "two.xml", labels: ["attempt": "1"]),
        ]
        #expect(words(MergedTests(reports: parts).tally) == "3 passed, 1 failed")
        let again = [
            report(["+a"], path: "one.xml", labels: ["attempt": "2"]),
            report(["+a"], path: "two.xml", labels: ["attempt": "2"]),
        ]
        #expect(words(MergedTests(reports: parts + again).tally) == "4 passed, 1 flaky")
    }

    @Test("a retry that passes makes a run green, and the verdict names the test; a cell counts it once")
    func verdicts() throws {
        let reports = [
            report(["-sign up"], properties: ["journey": "sign_up"]),
            report(["+sign up"], path: "junit-rerun.xml", properties: ["journey": "sign_up"]),
        ]
        let verdict = RunJudge(evidence: Evidence(reports: reports, project: Project()), gates: [], steps: []).verdict()
        #expect(verdict.overall == .pass)
        let notes = verdict.tests?.measurements.flatMap(\.notes) ?? []
        #expect(notes == ["1 test passed only after a failed try: suite sign up"])
        let criterion = try Given.criterion(
            .e2e,
            "critical_user_journeys.pass_rate",
            "100%",
            lists: ["journeys": ["sign_up"]]
        )
        let judged = Given.judge(criterion, .e2e, reports)
        #expect(judged.verdict == .pass)
        #expect(judged.cells[0].judgement.measurements.first?.samples == 1)
    }

    @Test("identities that no other try shares are dropped, and nothing changes by it")
    func dropping() {
        var reports = [
            report(["+a", "-b", "+c"]), report(["+b", "+a"], path: "junit-rerun.xml"),
            report(["+z"], path: "other.xml"),
        ]
        let before = MergedTests(reports: reports).tally
        Report.keepSharedIdentities(&reports)
        #expect(reports.map { $0.tests?.passed.count } == [1, 2, 0])
        #expect(MergedTests(reports: reports).tally == before)
        #expect(words(before) == "4 passed, 1 flaky")
    }

    @Test("one identity is kept that shows of a report that it is no try")
    func witness() {
        var reports = [report(["-a", "+b"]), report(["+a", "+c", "+d"], path: "junit-rerun.xml")]
        let before = MergedTests(reports: reports).tally
        Report.keepSharedIdentities(&reports)
        #expect(MergedTests(reports: reports).tally == before)
        #expect(before.failed == 1)
    }

    @Test("labels of a report put all of its tests into a cell, those that simply passed too")
    func labelled() throws {
        let criterion = try Given.criterion(
            .e2e,
            "critical_user_journeys.pass_rate",
            ">= 50%",
            lists: ["journeys": ["sign_up"]]
        )
        let labels = ["journey": "sign_up"]
        let tests = (1...9).map { "+t\($0)" } + ["-bad", "oskipped"]
        let first = report(tests, labels: labels)
        let alone = Given.judge(criterion, .e2e, [first]).cells[0].judgement
        #expect(alone.verdict == .pass)
        #expect(alone.measurements.first?.samples == 10)
        #expect(alone.measurements.first?.value == 0.9)
        let again = report(["+t1", "+bad"], path: "junit-rerun.xml", labels: labels)
        let both = Given.judge(criterion, .e2e, [first, again]).cells[0].judgement
        #expect(both.measurements.first?.samples == 10)
        #expect(both.measurements.first?.value == 1)
        let other = Given.judge(criterion, .e2e, [report(tests, labels: ["journey": "payment"])])
        #expect(other.verdict == .notEvaluated)
    }
}

@Suite("The place of a failed test")
struct TestPlaceTests {
    private let traceback = """
        def test_total():
        tests/test_cart.py:24:
        shop/cart.py:7: ValueError
        """

    @Test("is its report's, else the step of the traceback in the test's module, else the first one")
    func places() {
        let stated = TestCase(name: "a", file: "x.py", line: 3, status: .failed, message: traceback)
        #expect(stated.place?.file == "x.py" && stated.place?.line == 3)
        let own = TestCase(className: "tests.test_cart", name: "a", status: .failed, message: traceback)
        #expect(own.place?.file == "tests/test_cart.py" && own.place?.line == 24)
        let other = TestCase(className: "shop.cart.TestTotal", name: "a", status: .failed, message: traceback)
        #expect(other.place?.file == "shop/cart.py" && other.place?.line == 7)
    }

    @Test("names who answers for a failure whose report names no file")
    func owner() {
        let test = TestObservation(
            key: TestKey(className: "tests.test_cart", name: "a"),
            outcome: .failed,
            message: traceback
        )
        let groups = FailureGroup.groups(of: [test], in: .init(id: "r", commit: nil), earlier: []) { "owner of \($0)" }
        #expect(groups.map(\.owner) == ["owner of tests/test_cart.py"])
    }

    @Test(
        "is none where no line begins with one",
        arguments: ["expected: 3: found: 4", "12:30:00: late", "a b.py:3: x", ""]
    )
    func none(_ message: String) {
        #expect(TestCase(name: "a", status: .failed, message: message).place == nil)
    }
}
