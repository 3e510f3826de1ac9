import Core
import Criteria
import Testing

@Suite("Coverage that must not decrease")
struct TrendTests {
    private func trend(_ phrase: String = "not_decreasing") throws -> Criterion {
        try Given.criterion(.coverage, "overall.trend", phrase)
    }

    private func report(_ covered: ClosedRange<UInt32>?, _ missed: ClosedRange<UInt32>?) -> [Report] {
        [Given.coverage(["a.py": (covered, missed)])]
    }

    private func change(_ removed: [ClosedRange<UInt32>]) -> ChangeSet {
        ChangeSet(base: "origin/main at base", files: [FileChange(path: "a.py", removed: removed)])
    }

    @Test(
        "a loss fails, a gain and no change pass, and a tolerance is in percentage points",
        arguments: [
            ("not_decreasing", 79, Verdict.fail), ("not_decreasing", 80, .pass), ("not_decreasing", 81, .pass),
            ("not_decreasing within 1 points", 79, .pass), ("not_decreasing within 0.9 points", 79, .fail),
        ] as [(String, UInt32, Verdict)]
    )
    func comparison(phrase: String, covered: UInt32, expected: Verdict) throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "base")
        let verdict = Given.judge(try trend(phrase), .coverage, report(1...covered, covered + 1...100), against: [base])
        #expect(verdict.verdict == expected)
    }

    @Test("removing covered code is no loss, and the verdict says what was taken out")
    func removedCoveredCode() throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "base")
        let removed = change([11...20, 41...50])
        let now = report(1...60, 61...80)
        let without = Given.judge(try trend(), .coverage, now, against: [base])
        #expect(without.verdict == .fail)
        #expect(without.cells[0].judgement.measurements[0].baselines[0].notes[0].contains("not adjusted"))
        let adjusted = Given.judge(try trend(), .coverage, now, against: [base], change: removed)
        #expect(adjusted.verdict == .pass)
        let use = adjusted.cells[0].judgement.measurements[0].baselines[0]
        #expect(use.value == 0.75)
        #expect(use.notes == ["without 20 lines that the change removes; with them 80%"])
    }

    @Test("new code that is covered worse than the rest is a loss, whatever was removed")
    func untestedReplacement() throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "base")
        let removed = change([1...20])
        let verdict = Given.judge(try trend(), .coverage, report(1...60, 61...100), against: [base], change: removed)
        #expect(verdict.verdict == .fail)
    }

    @Test("rewriting code that was never covered is no loss either: adjusting only forgives")
    func rewrittenUncoveredCode() throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "base")
        let removed = change([81...90])
        let verdict = Given.judge(try trend(), .coverage, report(1...80, 81...100), against: [base], change: removed)
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[0].judgement.measurements[0].baselines[0].value == 0.8)
    }

    @Test("where all that was covered goes, the baseline stays as it was")
    func everythingRemoved() throws {
        let base = Given.earlier(1, report(1...50, 51...100), commit: "base")
        let removed = change([1...100])
        for (covered, expected) in [(40, Verdict.fail), (60, .pass)] as [(UInt32, Verdict)] {
            let now = [Given.coverage(["b.py": (1...covered, covered + 1...100)])]
            let verdict = Given.judge(try trend(), .coverage, now, against: [base], change: removed)
            #expect(verdict.verdict == expected)
        }
    }

    @Test("lines that were removed since another commit adjust nothing, and that is said")
    func otherCommit() throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "newer")
        let removed = change([1...20])
        let verdict = Given.judge(try trend(), .coverage, report(1...60, 61...80), against: [base], change: removed)
        #expect(verdict.verdict == .fail)
        #expect(verdict.cells[0].judgement.measurements[0].baselines[0].notes[0].contains("not adjusted"))
    }

    @Test("a moved file loses lines where it was, and a copy takes none out of the file that it was made from")
    func movesAndCopies() throws {
        let base = Given.earlier(1, report(1...80, 81...100), commit: "base")
        for (kind, expected) in [(FileChange.Kind.renamed, Verdict.pass), (.copied, .fail)] {
            let moved = FileChange(path: "b.py", oldPath: "a.py", kind: kind, removed: [1...20])
            let change = ChangeSet(base: "origin/main at base", files: [moved])
            let now = [Given.coverage(["b.py": (1...60, 61...80)])]
            #expect(Given.judge(try trend(), .coverage, now, against: [base], change: change).verdict == expected)
        }
    }

    @Test("a file that the baseline measured, that is still here and that no report holds makes the trend inconclusive")
    func lostFile() throws {
        let base = Given.earlier(
            1,
            [Given.coverage(["a.py": (1...80, 81...100), "b.py": (nil, 1...50)])],
            commit: "base"
        )
        let now = report(1...80, 81...100)
        let lost = Given.judge(try trend(), .coverage, now, against: [base], files: ["a.py", "b.py"])
        #expect(lost.verdict == .inconclusive)
        #expect(lost.cells[0].judgement.reason?.contains("b.py") == true)
        #expect(
            Given.judge(try trend(), .coverage, now, against: [base], files: ["a.py"]).verdict == .pass,
            "it is gone"
        )
        let ignored = PathRules(ignore: ["b.py"])
        let rule = Given.judge(try trend(), .coverage, now, against: [base], files: ["a.py", "b.py"], paths: ignored)
        #expect(rule.verdict != .inconclusive, "a rule leaves it out on purpose")
        let emptied = ChangeSet(base: "origin/main at base", files: [FileChange(path: "b.py", removed: [1...50])])
        let cut = Given.judge(try trend(), .coverage, now, against: [base], change: emptied, files: ["a.py", "b.py"])
        #expect(cut.verdict == .pass, "nothing is left of it that could be measured")
    }
}
