import Testing

@testable import Core

struct TestObservationTests {
    @Test("A test is the same one in every run, and another one in another place, class, parameter or browser")
    func identity() {
        let base = TestCase(suite: "s", className: "c", name: "t[seed=1]", file: "f.py", status: .passed)
        var seeded = base
        seeded.name = "t[seed=2]"
        seeded.status = .failed
        #expect(TestKey(base).hash == TestKey(seeded).hash)
        for change in [\TestCase.suite, \TestCase.className, \TestCase.file] {
            var other = base
            other[keyPath: change] = "else"
            #expect(TestKey(other).hash != TestKey(base).hash)
        }
        let browsers = ["firefox", "chromium"].map { TestKey(base, labels: ["browser": $0]) }
        #expect(browsers[0].hash != browsers[1].hash)
        #expect(TestKey(base, labels: ["attempt": "2"]).hash == TestKey(base).hash)
        #expect(browsers[0].title == "c t[seed=*] (browser=firefox)")
    }

    @Test("Two tests with one name are one entry: the worse result counts, times add up")
    func joined() {
        let key = TestKey(name: "t")
        let results = [
            TestObservation(key: key, outcome: .passed, seconds: 1),
            TestObservation(key: TestKey(name: "u"), outcome: .skipped),
            TestObservation(key: key, outcome: .failed, seconds: 2, message: "no"),
            TestObservation(key: key, outcome: .flaky),
        ].joined
        #expect(results.map(\.outcome) == [.failed, .skipped])
        #expect(results[0].seconds == 3)
        #expect(results[0].count == 3)
        #expect(results[0].message == "no")
    }

    @Test("Times that are none are not kept, and what passed has no message")
    func cleaned() {
        let nonsense = TestCase(name: "t", status: .passed, seconds: -.infinity, message: "noise")
        #expect(TestObservation(nonsense).seconds == nil)
        #expect(TestObservation(nonsense).message == nil)
        #expect(TestObservation(TestCase(name: "t", status: .passed, flaky: true)).outcome == .flaky)
        #expect(TestObservation(TestCase(name: "t", status: .error)).outcome == .failed)
    }
}

struct TestRenamesTests {
    private func key(_ file: String, _ name: String, _ className: String = "") -> TestKey {
        TestKey(file: file, className: className, name: name)
    }

    @Test("A test whose file has moved goes on under its new place")
    func moved() {
        let renames = TestRenames(
            vanished: [key("a/x.py", "t", "a.x.T"), key("a/y.py", "gone")],
            appeared: [key("b/x.py", "t", "b.x.T"), key("b/z.py", "new")]
        )
        #expect(renames.renames == [.init(from: key("a/x.py", "t", "a.x.T"), to: key("b/x.py", "t", "b.x.T"))])
        #expect(renames.ambiguous.isEmpty)
    }

    @Test("Where several would fit nobody guesses, unless git says which file became which")
    func ambiguous() {
        let vanished = [key("a/x.py", "t"), key("a/y.py", "t")]
        let appeared = [key("b/x.py", "t"), key("b/y.py", "t")]
        #expect(TestRenames(vanished: vanished, appeared: appeared).renames.isEmpty)
        #expect(TestRenames(vanished: vanished, appeared: appeared).ambiguous == appeared)
        let told = TestRenames(vanished: vanished, appeared: appeared, moves: ["a/x.py": "b/x.py"])
        #expect(told.renames == [.init(from: vanished[0], to: appeared[0])])
        #expect(told.ambiguous == [appeared[1]])
    }
}

extension TestMatching {
    fileprivate init(_ tests: [TestObservation], before: [TestObservation]) {
        self.init(of: tests, with: RunOutcomes(before)) { hashes in
            before.map(\.key).filter { hashes.contains($0.hash) }
        }
    }
}

struct TestMatchingTests {
    private func test(_ name: String, _ file: String, _ outcome: TestOutcome = .passed) -> TestObservation {
        TestObservation(key: TestKey(file: file, name: name), outcome: outcome)
    }

    private let others = (0..<4).map { TestObservation(key: TestKey(file: "o", name: "o\($0)"), outcome: .passed) }

    @Test("A test that has moved is neither new nor gone, and what it did before is known")
    func moved() {
        let matching = TestMatching(
            others + [test("t", "new/a.py")],
            before: others + [test("t", "old/a.py", .failed)]
        )
        #expect(matching.before.last == .failed)
        #expect(matching.former == [test("t", "new/a.py").key: test("t", "old/a.py").key])
        #expect(matching.gone.isEmpty)
    }

    @Test("Where several could have moved here each is new, and that is told")
    func ambiguous() {
        let matching = TestMatching(
            others + [test("t", "n/a"), test("t", "n/b")],
            before: others + [test("t", "o/a"), test("t", "o/b")]
        )
        #expect(matching.before.suffix(2) == [nil, nil])
        #expect(matching.ambiguous.count == 2)
        #expect(matching.gone.count == 2)
    }

    @Test("Of a run that was to have some steps only nothing is gone")
    func partial() {
        let matching = TestMatching(of: [], with: RunOutcomes(others), isPartial: true) { _ in
            others.map(\.key)
        }
        #expect(matching.gone.isEmpty)
    }

    @Test("A former name finds its test")
    func alias() {
        let now = test("t", "new")
        let outcomes = RunOutcomes([now.key.hash: .failed], aliases: [test("t", "old").key.hash: now.key.hash])
        let matching = TestMatching(of: [test("t", "old")], with: outcomes) { _ in [] }
        #expect(matching.before == [.failed])
    }
}

struct RunComparisonTests {
    private func test(_ name: String, _ outcome: TestOutcome) -> TestObservation {
        TestObservation(key: TestKey(name: name), outcome: outcome)
    }

    private func past(_ outcomes: TestOutcome?...) -> TestPast {
        TestPast(outcomes.enumerated().map { .init(run: .init(id: "r\($0)", commit: "c\($0)"), outcome: $1) })
    }

    private let now = RunComparison.RunName(id: "now", commit: "c")

    @Test("A run says what broke, what is broken still and since when, and what was mended")
    func changes() {
        let pasts: [String: TestPast] = [
            "new": past(.passed, .passed), "still": past(.failed, nil, .skipped, .failed, .passed),
            "fixed": past(.failed, .passed), "shaky": past(.passed),
        ]
        let tests = [
            test("new", .failed), test("still", .failed), test("fixed", .passed), test("shaky", .flaky),
            test("quiet", .passed), test("added", .failed),
        ]
        let before = [
            test("new", .passed), test("still", .failed), test("fixed", .failed), test("shaky", .passed),
            test("quiet", .passed), test("gone", .passed),
        ]
        let comparison = RunComparison(
            of: tests,
            in: now,
            previous: (.init(id: "r0", commit: "c0"), TestMatching(tests, before: before)),
            past: { pasts[$0.name] ?? TestPast([]) }
        )
        #expect(comparison.newFailures.map(\.key.name) == ["new", "added"])
        #expect(comparison.newFailures[0].since == now)
        #expect(comparison.newFailures[0].lastPassed?.id == "r0")
        #expect(comparison.newFailures[0].strip.description == "..F")
        #expect(comparison.stillFailing.map(\.key.name) == ["still"])
        #expect(comparison.stillFailing[0].since?.id == "r3")
        #expect(comparison.stillFailing[0].lastPassed?.id == "r4")
        #expect(comparison.stillFailing[0].strip.description == ".Fs-FF")
        #expect(comparison.fixed.map(\.key.name) == ["fixed"])
        #expect(comparison.flaky.map(\.key.name) == ["shaky"])
        #expect(comparison.newTests == [TestKey(name: "added")])
        #expect(comparison.removedTests == [TestKey(name: "gone")])
    }

    @Test("A test that was left out of the last run only is neither new nor newly broken")
    func leftOut() {
        let comparison = RunComparison(
            of: [test("t", .failed)],
            in: now,
            previous: (.init(id: "r0", commit: nil), TestMatching([test("t", .failed)], before: [])),
            past: { _ in past(nil, .failed, .passed) }
        )
        #expect(comparison.newTests.isEmpty)
        #expect(comparison.newFailures.isEmpty)
        #expect(comparison.stillFailing.count == 1)
    }

    @Test("Without an earlier run nothing is new")
    func first() {
        let comparison = RunComparison(of: [test("t", .failed)], in: now, previous: nil) { _ in TestPast([]) }
        #expect(comparison.newFailures.isEmpty && comparison.newTests.isEmpty)
    }

    @Test("A strip holds the last twenty runs")
    func strip() {
        let strip = ResultStrip([.failed] + [TestOutcome?](repeating: .passed, count: 20))
        #expect(strip.description == String(repeating: ".", count: 20))
    }

    @Test(
        "A test is newly slow when neither its noise nor a tenth of a second explains it",
        arguments: [
            ([1, 1.05, 0.95, 1, 1.02], 1.4, false), ([1, 1.05, 0.95, 1, 1.02], 1.8, true),
            ([0.01, 0.011, 0.01, 0.01, 0.01], 0.05, false), ([1, 1, 1, 1], 5, false), ([1, 3, 0.5, 2, 4], 3, false),
        ] as [([Double], Double, Bool)]
    )
    func slow(_ earlier: [Double], _ seconds: Double, _ isSlow: Bool) {
        let test = TestObservation(key: TestKey(name: "t"), outcome: .passed, seconds: seconds)
        #expect((RunComparison.slower(test, earlier: earlier) != nil) == isSlow)
    }
}
