import Configuration
import Core
import Testing

@Suite("preset:")
struct PresetConfigurationTests {
    private func step(_ text: String, _ more: String = "") throws -> Step {
        let loaded = load("steps:\n  a: \(text)\n\(more)")
        #expect(loaded.lines(.error) == [])
        return try #require(loaded.project?.pipeline.steps["a"])
    }

    private func words(_ step: Step) -> [String] {
        if case .arguments(let words) = step.action { words } else { [] }
    }

    @Test("gives a step its command, kind, reports, scope and exit codes")
    func whole() throws {
        let step = try step("{preset: ruff}")
        #expect(step.preset == "ruff")
        #expect(step.kind == .quality)
        #expect(step.exitCodes == ExitCodes(clean: [0], findings: [1]))
        #expect(step.reports.map(\.glob) == [".assay/reports/a.sarif"])
        #expect(step.reports.first?.format == "sarif")
        #expect(step.reports.first?.scope.examined.contains("**/*.py") == true)
        let words = words(step)
        #expect(words.first == "ruff" && words.last == ".")
    }

    @Test("each thing that it gives can be written out instead")
    func overridden() throws {
        let text = """
            {preset: ruff, kind: unit, exit_codes: {clean: [0, 1]}, env: {A: b},
                   reports: [{path: out/r.sarif, labels: {x: y}}, out/more.xml]}
            """
        let step = try step(text)
        #expect(step.kind == .unit)
        #expect(step.exitCodes == ExitCodes(clean: [0, 1]))
        #expect(step.variables == ["A": "b"])
        #expect(step.reports.map(\.glob) == ["out/r.sarif", "out/more.xml"])
        #expect(step.reports[0].format == "sarif" && step.reports[0].labels == ["x": "y"])
        #expect(step.reports[0].scope.examined.contains("**/*.py"))
        #expect(step.reports[1].format == nil)
        let words = words(step)
        #expect(words.contains("--output-file=out/r.sarif"))
        #expect(try self.step("{preset: ruff, run: make lint}").action == .script("make lint"))
    }

    @Test("the component's folders are what the tool looks at, or where it runs")
    func components() throws {
        let components = "components: {api: [services/api/**], web: [web/**], both: [a/**, b/**], odd: ['x*']}"
        #expect(try words(step("{preset: pytest, component: api}", components)).last == "services/api")
        #expect(try step("{preset: jest, component: web}", components).directory == "web")
        #expect(try step("{preset: jest, component: both}", components).directory == nil)
        #expect(try step("{preset: jest, component: web, directory: other}", components).directory == "other")
        #expect(try words(step("{preset: ruff, component: both}", components)).suffix(2) == ["a", "b"])
        #expect(try words(step("{preset: ruff, component: odd}", components)).last == ".")
    }

    @Test(
        "mistakes are told with their places",
        arguments: [
            ("{preset: rufff}", "2:15 'rufff' is no preset [ruff]"),
            ("{kind: unit}", "2:6 'a' needs 'run' or 'preset'"),
            ("{run: x, paths: [src]}", "2:22 'paths' is for a preset; without one, write it into 'run'"),
            ("{preset: maven, paths: [src]}", "2:29 preset 'maven' has no place for 'paths'"),
            (
                "{preset: ruff, run: x, arguments: y}",
                "2:40 'arguments' is for the preset's command, and 'run' takes its place here"
            ),
            (
                "{preset: ruff, reports: 'out/*.sarif'}",
                "2:30 preset 'ruff' writes one file here; name it without wildcards, or write 'run' too"
            ),
        ]
    )
    func mistakes(_ text: String, _ message: String) {
        #expect(load("steps:\n  a: \(text)\n", partial: true).lines(.error) == [message])
    }

    @Test("another preset, and other paths, are named to whoever judges a change")
    func bar() {
        let base = load("steps: {a: {preset: ruff}}", partial: true).bar
        let changed = load("steps: {a: {preset: pylint, paths: src, arguments: [-x]}}", partial: true).bar
        #expect(changed.changes(since: base).named == ["steps.a.paths", "steps.a.preset"])
    }
}
