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
        #expect(verdict.cells[0].judgement.reason?.contains("match no file") == true)
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
}
