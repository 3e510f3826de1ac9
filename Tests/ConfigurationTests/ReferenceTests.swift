import Configuration
import Core
import Testing

@Suite("names that refer to something")
struct ReferenceTests {
    static let text = """
        pipeline:
          stages:
            - name: build
              steps: [compile, tset]
            - name: check
              depends_on: [biuld]
              steps: [coverage-validation]
        steps:
          compile: {run: [make], component: frontand, environment: smal}
          test: {run: [make, test]}
        components:
          frontend: web/**
        environments:
          small: {resources: {cpu: 1}}
        coverage_gate:
          criteria:
            critical_paths: {threshold: ">= 95%", paths: [login]}
            by_component: {fronted: ">= 85%"}
        """

    @Test("are all reported at once, each with what was meant")
    func unknown() {
        let loaded = load(Self.text)
        #expect(
            loaded.lines(.error) == [
                "4:24 no step is called 'tset' [test]",
                "6:20 no stage is called 'biuld' [build]",
                "9:37 no component is called 'frontand' [frontend]",
                "9:60 no environment is called 'smal' [small]",
                "18:20 no component is called 'fronted' [frontend]",
            ]
        )
        #expect(
            loaded.lines(.warning) == [
                "10:3 no stage names step 'test'; it never runs",
                "17:51 nothing says which files critical path 'login' has; add it to 'critical_paths'",
            ]
        )
    }

    @Test("are no errors in a fragment")
    func partial() throws {
        let project = try #require(load(Self.text, partial: true).project)
        #expect(project.pipeline.stages.map(\.name) == ["build", "check"])
        #expect(project.pipeline.steps["coverage-validation"]?.action == .evaluate(.gate(.coverage)))
    }

    @Test("a file of gates alone is whole, and says what it does not know")
    func gatesOnly() {
        let loaded = load("coverage_gate:\n  criteria:\n    by_component:\n      web: 85%\n")
        #expect(loaded.lines(.error) == [])
        #expect(loaded.lines(.warning) == ["4:7 nothing says which files component 'web' has; add it to 'components'"])
        #expect(loaded.project?.gates.first?.criteria.first?.cells == [["component": "web"]])
    }
}
