import Core
import Testing

@Suite("Coverage as evidence")
struct CoverageEvidenceTests {
    @Test("suites unite line by line and are never averaged")
    func union() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 100%")
        let unit = Given.coverage(["a.py": (1...5, 6...10)])
        let integration = Given.coverage(["a.py": (6...10, 1...5)])
        let verdict = Given.judge(criterion, .coverage, [unit, integration])
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[0].judgement.measurements[0].samples == 10)
    }

    @Test("a path that matches no file of the project is an error, not a silent zero")
    func unmatched() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 80%")
        let report = Given.coverage(["ghost.py": (1...10, nil)])
        let verdict = Given.judge(criterion, .coverage, [report], files: ["real.py"])
        #expect(verdict.verdict == .error)
        #expect(verdict.cells[0].judgement.reason?.contains("ghost.py") == true)
    }

    @Test("a component is judged by its own files, and the uncovered lines are named")
    func component() throws {
        let criterion = try Given.criterion(.coverage, "by_component.api", ">= 90%")
        let project = Project(components: [Component(name: "api", paths: ["api/**"])])
        let report = Given.coverage(["api/a.py": (1...6, 7...10), "web/b.py": (1...100, nil)])
        let verdict = Given.judge(criterion, .coverage, [report], project: project)
        #expect(verdict.verdict == .fail)
        let measurement = verdict.cells[0].judgement.measurements[0]
        #expect(measurement.value == 0.6)
        #expect(measurement.offenders.first?.detail == "6 of 10 lines covered; not: 7-10")
        #expect(measurement.offenders.first?.line == 7)
    }

    @Test("a component's verdict names only the reports that hold its files")
    func componentProvenance() throws {
        let criterion = try Given.criterion(.coverage, "by_component.api", ">= 90%")
        let project = Project(components: [Component(name: "api", paths: ["api/**"])])
        var api = Given.coverage(["api/a.py": (1...10, nil)])
        api.path = "api.xml"
        let web = Given.coverage(["web/b.py": (1...10, nil)])
        let verdict = Given.judge(criterion, .coverage, [web, api], project: project)
        #expect(verdict.cells[0].judgement.measurements[0].provenance.map(\.file) == ["api.xml"])
    }

    @Test("test files say nothing about the product")
    func exclusion() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 80%")
        let report = Given.coverage(["a.py": (1...1, 2...10), "tests/test_a.py": (1...500, nil)])
        #expect(Given.judge(criterion, .coverage, [report]).verdict == .fail)
    }

    @Test("a critical path without a map, or whose globs match nothing, is an error")
    func criticalPathMap() throws {
        let criterion = try Given.criterion(
            .coverage,
            "critical_paths.threshold",
            ">= 95%",
            lists: ["paths": ["payment", "login"]]
        )
        let project = Project(criticalPaths: [CriticalPath(name: "payment", paths: ["pay/**"])])
        let report = Given.coverage(["a.py": (1...10, nil)])
        let verdict = Given.judge(criterion, .coverage, [report], project: project, files: ["a.py"])
        #expect(verdict.cells.map(\.judgement.verdict) == [.error, .error])
        #expect(verdict.cells[0].judgement.reason?.contains("matches no file") == true)
        #expect(verdict.cells[1].judgement.reason?.contains("has no map") == true)
    }

    @Test("a file of a critical path that no report mentions makes the path inconclusive")
    func criticalPathGap() throws {
        let criterion = try Given.criterion(
            .coverage,
            "critical_paths.threshold",
            ">= 95%",
            lists: ["paths": ["payment"]]
        )
        let project = Project(criticalPaths: [CriticalPath(name: "payment", paths: ["pay/**"])])
        let report = Given.coverage(["pay/a.py": (1...10, nil)])
        let files = ["pay/a.py", "pay/forgotten.py", "pay/README.md"]
        let verdict = Given.judge(criterion, .coverage, [report], project: project, files: files)
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.cells[0].judgement.reason?.contains("pay/forgotten.py") == true)
    }

    private func payment(_ report: Report, _ files: [String], codeless: Set<String> = []) throws -> CellVerdict {
        let criterion = try Given.criterion(
            .coverage,
            "critical_paths.threshold",
            ">= 95%",
            lists: ["paths": ["payment"]]
        )
        let project = Project(criticalPaths: [CriticalPath(name: "payment", paths: ["pay/**"])])
        var surroundings = Surroundings(projectFiles: files)
        surroundings.codeless = codeless
        let evidence = Evidence(reports: [report], project: project, surroundings: surroundings)
        return try #require(Judge(evidence: evidence).judge(criterion, of: .coverage).cells.first)
    }

    @Test(
        "a file of a critical path counts in every language; one without code, and a header that is not measured, do not"
    )
    func criticalPathLanguages() throws {
        let report = Given.coverage(["pay/a.py": (1...10, nil)])
        let other = try payment(report, ["pay/a.py", "pay/login.ts"])
        #expect(other.judgement.verdict == .inconclusive)
        #expect(other.judgement.reason?.contains("pay/login.ts") == true)
        #expect(
            try payment(report, ["pay/a.py", "pay/__init__.py"], codeless: ["pay/__init__.py"]).judgement.verdict
                == .pass
        )
        let header = try payment(report, ["pay/a.py", "pay/a.h"])
        #expect(header.judgement.verdict == .pass)
        #expect(header.judgement.measurements.first?.notes == ["headers in no coverage report: pay/a.h"])
    }

    @Test("each glob of a component must match a file")
    func emptyGlob() throws {
        let criterion = try Given.criterion(.coverage, "by_component.api", ">= 90%")
        let project = Project(components: [Component(name: "api", paths: ["api/**", "gone/**"])])
        let report = Given.coverage(["api/a.py": (1...10, nil)])
        let verdict = Given.judge(criterion, .coverage, [report], project: project, files: ["api/a.py"])
        #expect(verdict.verdict == .error)
        #expect(verdict.cells[0].judgement.reason?.contains("gone/**") == true)
    }

    @Test("a file that is measured without a word on its lines leaves line coverage unevaluated, and is named")
    func withoutLines() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 80%")
        for silent in [
            FileCoverage(path: "b.py", unlisted: Fraction(covered: 1, total: 90)),
            FileCoverage(path: "b.py", statements: Fraction(covered: 1, total: 90)),
            FileCoverage(path: "b.py", instructions: Fraction(covered: 0, total: 90)),
        ] {
            var report = Given.coverage(["a.py": (1...10, nil)])
            report.coverage?.files.append(silent)
            let verdict = Given.judge(criterion, .coverage, [report])
            #expect(verdict.verdict == .notEvaluated)
            #expect(verdict.cells[0].judgement.reason?.contains("b.py") == true)
            let lines = Given.coverage(["b.py": (1...10, nil)])
            #expect(
                Given.judge(criterion, .coverage, [report, lines]).verdict == .pass,
                "another report has its lines"
            )
        }
    }

    @Test("what is left out is named by what it is, here or not")
    func leftOut() throws {
        let criterion = try Given.criterion(.coverage, "overall.threshold", ">= 80%")
        let report = Given.coverage([
            "a.py": (1...10, nil), "b_generated.go": (nil, 1...9), "tests/test_a.py": (nil, 1...9),
            "tests/b.py": (nil, 1...9),
        ])
        let verdict = Given.judge(criterion, .coverage, [report], files: ["a.py"])
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[0].judgement.measurements[0].notes == ["2 test files, 1 generated file left out"])
    }
}
