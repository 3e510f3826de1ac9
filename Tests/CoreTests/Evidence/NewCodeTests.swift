import Core
import Criteria
import Testing

@Suite("Coverage of new code")
struct NewCodeTests {
    private func judge(
        _ reports: [Report],
        _ changes: [FileChange]?,
        _ phrase: String = ">= 80%",
        unknown: String? = nil,
        minLines: Int? = nil,
        files: [String] = [],
        ignore: [String] = []
    ) throws -> CellVerdict {
        let criterion = try Given.criterion(
            .coverage,
            "new_code.threshold",
            phrase,
            qualifiers: Qualifiers(minLines: minLines)
        )
        let surroundings = Surroundings(
            projectFiles: files,
            change: changes.map { ChangeSet(base: "main at 1a2b3c", files: $0) },
            unknownChange: unknown
        )
        let project = Project(paths: PathRules(ignore: ignore))
        let evidence = Evidence(reports: reports, project: project, surroundings: surroundings)
        return try #require(Judge(evidence: evidence).judge(criterion, of: .coverage).cells.first)
    }

    @Test("only lines that the change adds count, and the uncovered ones are listed by file")
    func intersection() throws {
        let report = Given.coverage(["a.py": (1...12, 13...30), "b.py": (1...50, nil), "c.py": (nil, 1...9)])
        let cell = try judge(
            [report],
            [
                FileChange(path: "a.py", added: [5...6, 12...15, 20...20, 90...99], removed: [4...4]),
                FileChange(path: "b.py", oldPath: "old.py", kind: .renamed, added: [7...7]),
                FileChange(path: "gone.py", kind: .deleted, removed: [1...9]),
            ]
        )
        let measured = try #require(cell.judgement.measurements.first)
        #expect(cell.judgement.verdict == .fail)
        #expect(measured.value == 0.5)
        #expect(measured.samples == 8)
        #expect(measured.offenders.count == 1)
        #expect(measured.offenders.first?.file == "a.py")
        #expect(measured.offenders.first?.line == 13)
        #expect(measured.offenders.first?.detail == "uncovered new lines 13-15, 20 (3 of 7 covered)")
        #expect(measured.notes.first?.hasPrefix("compared with main at 1a2b3c: 18 lines added, 8 of them") == true)
    }

    @Test("a changed source file that no report holds counts with every line that is not blank, as uncovered")
    func absent() throws {
        let report = Given.coverage(["a.py": (1...12, nil)])
        let cell = try judge(
            [report],
            [
                FileChange(path: "a.py", added: [1...6]),
                FileChange(path: "new.py", kind: .added, added: [1...6], blank: [2...3]),
                FileChange(path: "lib.rs", kind: .added, added: [1...1]),
            ]
        )
        let measured = try #require(cell.judgement.measurements.first)
        #expect(measured.value == 6.0 / 11.0)
        #expect(
            measured.offenders.map(\.detail) == [
                "in no coverage report, so its new lines count as uncovered: 1, 4-6",
                "in no coverage report, so its new lines count as uncovered: 1",
            ]
        )
    }

    @Test("a new line that cannot be code does not count, whatever a report calls coverable")
    func blankInReport() throws {
        let report = Given.coverage(["a.go": (1...4, 5...9)])
        let cell = try judge([report], [FileChange(path: "a.go", added: [3...6], blank: [4...5])])
        let measured = try #require(cell.judgement.measurements.first)
        #expect(measured.samples == 2)
        #expect(measured.offenders.first?.detail == "uncovered new lines 6 (1 of 2 covered)")
    }

    @Test("tests, generated and vendored files, documents and scripts are left out, and said to be")
    func leftOut() throws {
        let report = Given.coverage(["a.py": (1...12, nil), "tests/test_a.py": (nil, 1...9)])
        let paths = ["tests/test_a.py", "x_pb2.py", "vendor/v.py", "docs/conf.py", "setup.py", "README.md", "gen/g.py"]
        let cell = try judge(
            [report],
            [FileChange(path: "a.py", added: [1...6])] + paths.map { FileChange(path: $0, added: [1...5]) } + [
                FileChange(path: "logo.png", content: .binary), FileChange(path: "sub", content: .submodule),
            ],
            ignore: ["gen/**"]
        )
        let measured = try #require(cell.judgement.measurements.first)
        #expect(cell.judgement.verdict == .pass)
        #expect(measured.samples == 6)
        #expect(
            measured.notes.last == "left out: 1 test file, 1 generated file, 1 vendored file, 1 documentation file, "
                + "1 tooling file, 1 file by `paths.ignore`, 1 file without code"
        )
    }

    @Test("a change without a coverable line has no coverage of new code, and the proof is shown")
    func nothingCoverable() throws {
        let report = Given.coverage(["a.py": (5...12, nil)])
        let comment = try judge([report], [FileChange(path: "a.py", added: [1...3])])
        #expect(comment.judgement.verdict == .notApplicable)
        #expect(comment.judgement.reason?.contains("adds 3 lines, none of them coverable") == true)
        let move = try judge([], [FileChange(path: "b.py", oldPath: "a.py", kind: .renamed)])
        #expect(move.judgement.verdict == .notApplicable)
        #expect(move.judgement.reason?.contains("adds no line") == true)
    }

    @Test("without coverage, or without a diff, nothing is judged, and the reason says what to do")
    func unknown() throws {
        let change = [FileChange(path: "README.md", added: [1...3])]
        #expect(try judge([], change).judgement.verdict == .notEvaluated, "nothing shows what is coverable")
        let report = Given.coverage(["a.py": (5...12, nil)])
        let cell = try judge([report], nil, unknown: "no history: fetch-depth: 0")
        #expect(cell.judgement.verdict == .notEvaluated)
        #expect(cell.judgement.reason?.contains("fetch-depth: 0") == true)
        let stated = Given.metric("coverage.new_lines", 0.9, .ratio)
        #expect(try judge([report, stated], nil).judgement.verdict == .pass, "a stated figure will do without a diff")
        let known = try judge([report, stated], [FileChange(path: "b.py", added: [1...9])])
        #expect(known.judgement.verdict == .fail, "and never outweighs one")
        var statements = Report(path: "c.out", format: "go-coverprofile")
        statements.coverage = CoverageResults(
            files: [FileCoverage(path: "x.go", statements: Fraction(covered: 9, total: 9))]
        )
        let go = try judge([report, statements], [FileChange(path: "x.go", added: [1...3])])
        #expect(go.judgement.verdict == .notEvaluated)
        #expect(go.judgement.reason?.contains("statements and not lines") == true)
    }

    @Test("a change smaller than min_lines is not judged, and that is shown")
    func small() throws {
        let report = Given.coverage(["a.py": (nil, 1...12)])
        let change = [FileChange(path: "a.py", added: [1...3])]
        let cell = try judge([report], change, minLines: 4)
        #expect(cell.judgement.verdict == .notApplicable)
        #expect(cell.judgement.reason?.contains("3 coverable lines, 0 of them covered, and `min_lines: 4`") == true)
        #expect(try judge([report], change, minLines: 3).judgement.verdict == .fail)
    }

    @Test("a path that means no file may be the changed one: an error, not a guess")
    func unmatched() throws {
        let report = Given.coverage(["a.py": (1...12, nil), "/app/ghost.py": (1...3, nil)])
        let cell = try judge([report], [FileChange(path: "a.py", added: [1...3])], files: ["a.py"])
        #expect(cell.judgement.verdict == .error)
        #expect(cell.judgement.reason?.contains("/app/ghost.py") == true)
    }

    @Test("coverage that is older than the change and knows nothing of it is stale; younger, or knowing it, it is not")
    func stale() throws {
        func verdict(made: Double, changed: Double?, statements: [ClosedRange<UInt32>]) throws -> CellVerdict {
            var report = Given.coverage(["a.py": (1...6, nil)])
            report.modified = made
            let file = FileChange(path: "a.py", added: [5...12], statements: statements, changed: changed)
            return try judge([report], [file])
        }
        let stale = try verdict(made: 1_000, changed: 1_010, statements: [9...9, 11...11])
        #expect(stale.judgement.verdict == .error)
        #expect(
            stale.judgement.reason == "coverage.xml is older than a.py, and knows nothing of its new lines 9, 11: "
                + "run the tests that write coverage.xml again"
        )
        #expect(
            try verdict(made: 1_020, changed: 1_010, statements: [9...9]).judgement.verdict == .pass,
            "it is younger"
        )
        #expect(
            try verdict(made: 1_000, changed: 1_010, statements: [5...6]).judgement.verdict == .pass,
            "it knows them"
        )
        #expect(
            try verdict(made: 1_000, changed: nil, statements: [9...9]).judgement.verdict == .pass,
            "no clock says so"
        )
    }

    @Test("a header that no report mentions is named, and not counted as uncovered")
    func header() throws {
        let report = Given.coverage(["a.c": (1...10, nil)])
        let cell = try judge(
            [report],
            [FileChange(path: "a.c", added: [3...4]), FileChange(path: "a.h", kind: .added, added: [1...90])]
        )
        let measured = try #require(cell.judgement.measurements.first)
        #expect(measured.samples == 2)
        #expect(measured.notes.contains("headers in no coverage report: a.h"))
    }
}
