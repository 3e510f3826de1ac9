import Configuration
import Testing

@Suite("What lowers the bar")
struct BarTests {
    @Test("every key of the format is marked: held, named or free")
    func marked() {
        #expect(FileFormat.unmarkedKeys.isEmpty, "mark these with `bar:`")
    }

    private static let base = """
        external_dependencies: [pay, mail]
        browser_releases: {date: 2026-11-01, chrome: ["131", "130"]}
        components: {api: [api/**]}
        critical_paths: {pay: {paths: [pay/**], owner: Ada}}
        paths: {ignore: [gen/**], strip: [/build]}
        pipeline:
          stages:
            - {name: tests, steps: [unit], if: "branch == 'main'"}
        steps:
          unit: {run: "true", retries: 1, timeout: 5m}
        waivers:
          - {criterion: security_gate.vulnerability_scan.high, owner: Ada, reason: soon, expires: 2026-12-31}
        coverage_gate:
          criteria: {overall: {threshold: ">= 80%"}}
        security_gate:
          enforcement: {bypass_allowed: true}
          criteria: {vulnerability_scan: {high: 0}}
        """

    @Test(
        "a change of what is held is an edit; of what only the change can say, it is named; of the rest, nothing",
        arguments: [
            ("80%", "70%", ["coverage_gate.overall.threshold"], []),
            (
                "bypass_allowed: true", "bypass_allowed: true, blocking: false", ["security_gate.enforcement.blocking"],
                []
            ),
            ("2026-12-31}", "2027-06-30}", ["waivers.security_gate.vulnerability_scan.high"], []),
            ("gen/**", "all/**", ["paths.ignore"], []),
            (
                "{threshold: \">= 80%\"}", "{threshold: \">= 80%\", min_samples: 1}",
                ["coverage_gate.overall.min_samples"], []
            ),
            ("\">= 80%\"}}", "\">= 80%\"}}\n  on_missing: inconclusive", ["coverage_gate.on_missing"], []),
            ("{high: 0}}", "{high: 0}}\n  license_policy: {allow: [MIT]}", ["security_gate.license_policy.allow"], []),
            ("[pay, mail]", "[pay]", [], ["external_dependencies"]),
            ("[\"131\", \"130\"]", "[\"99\"]", [], ["browser_releases.chrome"]),
            ("{api: [api/**]}", "{web: [web/**]}", [], ["components.api", "components.web"]),
            ("pay: {paths: [pay/**], owner: Ada}", "pay: {owner: Ada, paths: [pay/x]}", [], ["critical_paths.pay"]),
            ("[/build]", "[/b]", [], ["paths.strip"]),
            ("branch == 'main'", "branch == 'x'", [], ["pipeline.stages.tests.conditional"]),
            ("retries: 1", "retries: 5, allow_failure: true", [], ["steps.unit.allow_failure", "steps.unit.retries"]),
            ("timeout: 5m", "timeout: 6m, allow_failure: false", [], []),
            ("run: \"true\"", "run: \"false\"", [], []),
        ] as [(String, String, [String], [String])]
    )
    func changes(_ old: String, _ new: String, edited: [String], named: [String]) throws {
        let base = load(Self.base)
        let text = try #require(replacing(old, by: new))
        let changes = load(text).bar.changes(since: base.bar)
        #expect(changes.edited == edited)
        #expect(changes.named == named)
        #expect(changes.added.isEmpty)
    }

    @Test("a gate or a criterion more is no edit: it holds too; a gate that goes is one")
    func added() throws {
        let base = load(Self.base).bar
        let more = try #require(
            replacing("{threshold: \">= 80%\"}", by: "{threshold: \">= 80%\", trend: not_decreasing}")
        )
        #expect(load(more).bar.changes(since: base).added == ["coverage_gate.overall.trend"])
        let gate = Self.base + "\ncode_quality_gate:\n  criteria: {linting: {pass_rate: \"100%\"}}\n"
        #expect(load(gate).bar.changes(since: base).added == ["code_quality_gate.linting.pass_rate"])
        #expect(load(gate).bar.changes(since: base).edited.isEmpty)
        #expect(base.changes(since: load(gate).bar).edited == ["code_quality_gate.linting.pass_rate"])
    }

    @Test("the order of keys, an alias and the place in the file change nothing")
    func neutral() throws {
        let base = load(Self.base).bar
        let text = try #require(replacing("if: \"branch", by: "conditional: \"branch"))
        #expect(load("\n\n" + text).bar.changes(since: base) == BarFacts.Changes())
    }

    private func replacing(_ old: String, by new: String) -> String? {
        var parts: [Substring] = []
        var rest = Self.base[...]
        while let start = rest.indices.first(where: { rest[$0...].hasPrefix(old) }) {
            parts.append(rest[..<start])
            rest = rest[rest.index(start, offsetBy: old.count)...]
        }
        return parts.isEmpty ? nil : (parts + [rest]).joined(separator: new)
    }
}
