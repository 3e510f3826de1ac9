import Core
import Criteria
import Testing

@Suite("Criteria that count new findings alone")
struct NewFindingsTests {
    private static let injection = "code_security.injection_vulnerabilities"

    private func criterion(_ path: String = injection, _ phrase: String = "no findings") throws -> Criterion {
        try Given.criterion(.security, path, phrase, qualifiers: Qualifiers(appliesTo: .newCode))
    }

    private func finding(_ line: Int, file: String = "db.py", code: String? = nil) -> Finding {
        Finding(
            tool: "bandit",
            rule: "B608",
            severity: .medium,
            message: "SQL",
            file: file,
            line: line,
            cwe: [89],
            fingerprint: code
        )
    }

    private func scan(_ findings: [Finding]) -> Report {
        Given.scan("bandit", files: 9, rules: [Scan.Rule(id: "B608", cwe: [89])], findings: findings)
    }

    private func change(_ lines: ClosedRange<UInt32>..., file: String = "db.py", from old: String? = nil) -> ChangeSet {
        let kind: FileChange.Kind = old == nil ? .modified : .renamed
        return ChangeSet(base: "main at base", files: [FileChange(path: file, oldPath: old, kind: kind, added: lines)])
    }

    private var legacy: [Finding] { (1...15).map { finding($0 * 10, code: "query \($0)") } }

    private func judge(
        _ findings: [Finding],
        against earlier: [Finding]?,
        _ change: ChangeSet? = nil
    ) throws -> CriterionVerdict {
        let baselines = earlier.map { [Given.earlier(500, [scan($0)], commit: "base")] } ?? []
        return Given.judge(try criterion(), .security, [scan(findings)], against: baselines, change: change)
    }

    private func offenders(_ verdict: CriterionVerdict) -> [Int?] {
        verdict.cells[0].judgement.measurements.flatMap(\.offenders).map(\.line)
    }

    @Test("what the baseline has is no news, wherever its lines have moved; one more is, and is named alone")
    func baseline() throws {
        let moved = legacy.enumerated().map { index, old in
            var finding = old
            finding.line = 500 + index
            return finding
        }
        #expect(try judge(moved, against: legacy).verdict == .pass)
        let bad = try judge(moved + [finding(77, code: "query new")], against: legacy)
        #expect(bad.verdict == .fail)
        #expect(offenders(bad) == [77])
        let measured = try #require(bad.cells[0].judgement.measurements.first)
        #expect(measured.notes.contains("new code alone counts: 1 of 16 open findings new"))
        #expect(measured.baselines.first?.value == 15)
    }

    @Test("one that goes does not make room for another that comes")
    func swapped() throws {
        let swapped = Array(legacy.dropFirst()) + [finding(10, code: "another")]
        #expect(try judge(swapped, against: legacy).verdict == .fail)
    }

    @Test("of findings that nothing tells apart, as many as there are more count, those on lines of the change first")
    func alike() throws {
        let old = [finding(10), finding(20)]
        #expect(try judge([finding(11), finding(21)], against: old).verdict == .pass)
        let bad = try judge([finding(10), finding(15), finding(20)], against: old, change(15...15))
        #expect(offenders(bad) == [15])
    }

    @Test("a file that moved takes its findings with it")
    func renamed() throws {
        let now = legacy.map { finding($0.line ?? 0, file: "store/db.py", code: $0.fingerprint) }
        #expect(try judge(now, against: legacy, change(file: "store/db.py", from: "db.py")).verdict == .pass)
        #expect(try judge(now, against: legacy, change(file: "store/db.py")).verdict == .fail)
    }

    @Test("without a baseline, findings on lines that the change adds or edits are new")
    func lines() throws {
        #expect(try judge(legacy, against: nil, change(11...19)).verdict == .pass)
        let bad = try judge(legacy, against: nil, change(11...19, 30...30))
        #expect(bad.verdict == .fail)
        #expect(offenders(bad) == [30])
    }

    @Test("with neither, nobody knows what is new, unless there is nothing at all")
    func unknown() throws {
        let verdict = try judge(legacy, against: nil)
        #expect(verdict.verdict == .notEvaluated)
        #expect(verdict.cells[0].judgement.reason?.contains("which of 15 open findings are new is not known") == true)
        #expect(try judge([], against: nil).verdict == .pass)
    }

    @Test("an earlier run of the change itself makes nothing old")
    func ownRun() throws {
        let own = Given.earlier(900, [scan(legacy + [finding(77, code: "new")])], branch: "feature", commit: "c1")
        let base = Given.earlier(500, [scan(legacy)], commit: "base")
        let now = [scan(legacy + [finding(77, code: "new")])]
        #expect(Given.judge(try criterion(), .security, now, against: [own, base]).verdict == .fail)
        let alone = Given.judge(try criterion(), .security, now, against: [own], change: change(77...77))
        #expect(offenders(alone) == [77])
    }

    @Test("a criterion that counts all lists new ones first, then by severity, and tells how many it does not list")
    func order() throws {
        let all = try Given.criterion(.security, Self.injection, "<= 3")
        var worst = finding(1, code: "worst")
        worst.severity = .high
        let findings = legacy + [worst, finding(77, code: "new")]
        let verdict = Given.judge(all, .security, [scan(findings)], against: [], change: change(77...77))
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(measured.value == 17)
        #expect(measured.offenders.map(\.line).prefix(2) == [77, 1])
        #expect(measured.offenders.count + measured.unlistedOffenders == 17)
    }

    @Test("a linter's new findings make the rate, whatever legacy files hold")
    func lint() throws {
        let rate = try Given.criterion(
            .codeQuality,
            "linting.pass_rate",
            "100%",
            qualifiers: Qualifiers(appliesTo: .newCode)
        )
        let old = Finding(tool: "ruff", rule: "F401", level: .error, message: "os unused", file: "a.py", line: 1)
        let new = Finding(tool: "ruff", rule: "F841", level: .error, message: "x unused", file: "b.py", line: 2)
        let baseline = Given.earlier(500, [Given.scan("ruff", files: 4, rules: [], findings: [old])], commit: "base")
        let good = Given.scan("ruff", files: 4, rules: [], findings: [old])
        #expect(Given.judge(rate, .codeQuality, [good], against: [baseline]).verdict == .pass)
        let bad = Given.judge(
            rate,
            .codeQuality,
            [Given.scan("ruff", files: 4, rules: [], findings: [old, new])],
            against: [baseline]
        )
        #expect(bad.cells[0].judgement.measurements.first?.value == 0.75)
        #expect(bad.cells[0].judgement.measurements.first?.offenders.map(\.file) == ["b.py"])
    }
}
