import Configuration
import Core
import Testing

@Suite("Profiles and --set")
struct OverlayTests {
    private static let text = """
        pipeline: {stages: [{name: all, steps: [unit, a.b]}]}
        steps:
          unit: {run: "true", timeout: 5m, env: {A: "1"}, retries: 1}
          a.b: {run: [x]}
        coverage_gate:
          criteria: {overall: {threshold: ">= 80%"}}
        profiles:
          nightly:
            steps: {unit: {timeout: 2h, env: {B: "2"}}}
            coverage_gate: {criteria: {overall: {threshold: ">= 90%"}}}
          lax:
            coverage_gate: {criteria: {overall: {threshold: ">= 70%"}}}
          more:
            code_quality_gate: {criteria: {linting: {pass_rate: 100%}}}
        """

    private func load(
        _ text: String = Self.text,
        _ profile: String? = nil,
        set: String...
    ) -> ConfigurationLoader.Loaded {
        ConfigurationLoader(root: "/project") { _ in .success(Array(text.utf8)) }
            .load("assay.yaml", overlay: Overlay(profile: profile, settings: set))
    }

    @Test("a profile puts its keys in the place of others, and leaves the rest")
    func profile() throws {
        let loaded = load(Self.text, "nightly")
        #expect(loaded.lines(.error) == [])
        let step = try #require(loaded.project?.pipeline.steps["unit"])
        #expect(step.timeout == .seconds(7200))
        #expect(step.variables == ["A": "1", "B": "2"])
        #expect(step.retries.count == 1)
        #expect(loaded.project?.gates.first?.criteria.first?.written == ">= 90%")
        #expect(load().project?.pipeline.steps["unit"]?.timeout == .seconds(300))
        #expect(load().profiles == ["nightly", "lax", "more"])
        #expect(loaded.bar == load().bar)
    }

    @Test("a profile may add gates and raise what they ask, and never lower it")
    func gates() {
        #expect(load(Self.text, "more").project?.gates.count == 2)
        #expect(
            load(Self.text, "lax").lines(.error) == [
                "12:53 profile 'lax' may only ask for more: coverage_gate.overall.threshold: '>= 70%' asks for less than "
                    + "'>= 80%', or for something else"
            ]
        )
    }

    @Test("a criterion may be proposed, whatever it asks, and nothing else may be")
    func proposal() throws {
        let load = { (proposal: String) in
            ConfigurationLoader(root: "/project") { _ in .success(Array(Self.text.utf8)) }
                .load("assay.yaml", overlay: Overlay(proposals: [proposal]))
        }
        let lower = load("coverage_gate.criteria.overall.threshold=\">= 10%\"")
        #expect(lower.lines(.error) == [])
        #expect(lower.project?.gates.first?.criteria.first?.written == ">= 10%")
        #expect(load("security_gate.criteria.vulnerability_scan.critical=0").project?.gates.count == 2)
        #expect(load("steps.unit.timeout=1m").lines(.error) == ["1:12 'timeout' is no criterion of a gate"])
        #expect(load("coverage_gate.criteria.overal.threshold=1").project == nil)
        #expect(load("coverage_gate.criteria.overall.threshold=lots").project == nil)
        #expect(self.load(set: "coverage_gate.criteria.overall.threshold=1").project == nil, "a setting is no proposal")
    }

    @Test("an unknown profile, and a step that is not there, are errors with their places")
    func unknown() {
        #expect(load(Self.text, "nigthly").lines(.error) == ["1:1 no profile is called 'nigthly' [nightly]"])
        let text = Self.text + "\n  odd:\n    steps: {unti: {timeout: 1m}}\n"
        #expect(load(text, "odd").lines(.error) == ["16:13 there is no 'unti' in 'steps' to change [unit]"])
    }

    @Test("what a profile may not say of a step is an error whether it is chosen or not")
    func refused() {
        let text = Self.text + "\n  odd:\n    steps: {unit: {allow_failure: true}}\n"
        #expect(load(text).errors.count == 1)
    }

    @Test("--set takes the place of one value, whatever dots the step's name holds")
    func setting() throws {
        let loaded = load(Self.text, nil, set: "steps.unit.timeout=10m", "steps.a.b.timeout=1m", "steps.unit.env.A=x y")
        #expect(loaded.lines(.error) == [])
        #expect(loaded.project?.pipeline.steps["unit"]?.timeout == .seconds(600))
        #expect(loaded.project?.pipeline.steps["a.b"]?.timeout == .seconds(60))
        #expect(loaded.project?.pipeline.steps["unit"]?.variables == ["A": "x y"])
        let both = load(Self.text, "nightly", set: "steps.unit.run=[make, test]")
        #expect(both.project?.pipeline.steps["unit"]?.action == .arguments(["make", "test"]))
    }

    @Test(
        "--set touches neither gates nor what lowers their bar, and every mistake has its column",
        arguments: [
            (
                "coverage_gate.criteria.overall.threshold=>= 1%",
                "1:1 --set may not touch 'coverage_gate': it is what changes are judged by; write it in the configuration"
            ),
            (
                "steps.unit.retries=9",
                "1:12 --set may not touch 'retries': it may lower the bar, and only a file shows that to everybody; write it in the configuration"
            ),
            (
                "components.api=[x/**]",
                "1:1 --set may not touch 'components': it may lower the bar, and only a file shows that to everybody; write it in the configuration"
            ),
            ("steps.unti.timeout=1m", "1:7 no step is called 'unti' [unit]"),
            ("steps.unit.tiemout=1m", "1:12 unknown key 'tiemout' [timeout]"),
            ("steps.unit.timeout=soon", "1:20 'soon' is not a number with a unit"),
            ("steps.unit", "1:1 a setting is written KEY=VALUE, such as steps.unit.timeout=5m"),
            ("steps.unit.timeout=", "1:19 there is no value behind '='"),
            (
                "profiles.nightly.steps.unit.timeout=1m",
                "1:1 --set changes what runs; name the key as it is outside of 'profiles'"
            ),
        ]
    )
    func mistakes(_ setting: String, _ message: String) {
        let lines = load(Self.text, nil, set: setting).lines(.error)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix(message.hasPrefix("1:20") ? "1:20" : message) == true, "\(lines)")
        #expect(load(Self.text, nil, set: setting).errors.first?.location.file == "--set")
    }
}
