import Core
import Testing

@Suite("Presets")
struct PresetTests {
    private func use(_ name: String, _ change: (inout PresetUse) -> Void = { _ in }) throws -> PresetUse {
        let preset = try #require(KnownTool.preset(named: name)?.preset)
        var use = PresetUse(preset, step: "lint")
        change(&use)
        return use
    }

    private func words(_ use: PresetUse) -> [String] {
        switch use.action {
        case .arguments(let words): words
        case .script(let text): [text]
        case .evaluate: []
        }
    }

    @Test("have names of their own, and every placeholder of each is filled in")
    func whole() {
        let names = KnownTool.presets.map(\.preset.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 40)
        for (preset, _) in KnownTool.presets {
            let use = PresetUse(preset, step: "a", paths: ["src"], arguments: ["-x"])
            let all = words(use) + use.variables.values + use.reports.map(\.glob)
            for place in ["{report", "{folder}", "{name}", "{paths}", "{packages}", "{arguments}", "{program}"] {
                #expect(!all.contains { $0.contains(place) }, "\(preset.name): \(place)")
            }
            #expect(!use.reports.isEmpty, "\(preset.name)")
            #expect(!preset.takesArguments || all.contains { $0.contains("-x") }, "\(preset.name)")
        }
    }

    @Test(
        "a tool whose report does not say what it looked at has globs of what it looks at, where the table calls it silent"
    )
    func silent() {
        for (preset, tool) in KnownTool.presets where tool.category != nil {
            for output in preset.outputs {
                guard let known = tool.outputs.first(where: { $0.format == output.format }) else {
                    Issue.record("\(preset.name): \(output.format) is not in the table")
                    continue
                }
                // The SARIF of semgrep is the other half of its JSON, which tells.
                if known.scope == .silent, preset.name != "semgrep" {
                    #expect(output.examined != .stated, "\(preset.name)")
                }
            }
        }
    }

    @Test("paths become words of the command and globs of what was examined; arguments and the program are the step's")
    func paths() throws {
        let use = try use("ruff") {
            $0.paths = ["src", "tools/make.py"]
            $0.arguments = ["--select=E9,F"]
            $0.program = ["uv", "run", "ruff"]
        }
        #expect(
            words(use) == [
                "uv", "run", "ruff", "check", "--output-format=sarif", "--output-file=.assay/reports/lint.sarif",
                "--select=E9,F", "src", "tools/make.py",
            ]
        )
        let examined = use.reports.first?.scope.examined
        #expect(examined == ["src/**/*.py", "src/**/*.pyi", "src/**/*.ipynb", "tools/make.py"])
        #expect(try self.use("ruff").reports.first?.scope.examined.first == "**/*.py")
    }

    @Test("a step with a directory of its own writes its reports where all presets do")
    func directory() throws {
        let use = try use("pytest-cov") { $0.directory = "services/api" }
        #expect(words(use)[1] == "--junitxml=../../.assay/reports/lint.xml")
        #expect(use.reports.map(\.glob) == [".assay/reports/lint.xml", ".assay/reports/lint-coverage.xml"])
        #expect(use.reports.map(\.isFromRoot) == [true, true])
        #expect(use.variables == ["COVERAGE_FILE": "../../.assay/reports/lint.coverage"])
    }

    @Test("reports that the step places itself are written there, and lie where the step does")
    func places() throws {
        let use = try use("pytest-cov") { $0.places = [1: "out/cov.xml"] }
        #expect(words(use).contains("--cov-report=xml:out/cov.xml"))
        #expect(use.reports.map(\.glob) == [".assay/reports/lint.xml", "out/cov.xml"])
        #expect(use.reports.map(\.isFromRoot) == [true, false])
    }

    @Test("what a script is given is quoted, and never taken for a placeholder or for shell syntax")
    func quoting() throws {
        let use = try use("shellcheck") {
            $0.paths = ["a b", "$(reboot)", "it's", "{report}"]
            $0.step = "shell check/1"
        }
        let script = try #require(words(use).first)
        #expect(script.contains("find 'a b' '$(reboot)' 'it'\\''s' '{report}' -type d"))
        #expect(script.contains("> .assay/reports/shell_32check_471.json"))
    }

    @Test("Go's packages are named as Go names them")
    func packages() throws {
        #expect(try words(use("golangci-lint")).last == "./...")
        #expect(try words(use("golangci-lint") { $0.paths = ["cmd/"] }).last == "./cmd/...")
    }

    @Test("a step that is cut into units runs the tests of one, and each unit writes its own reports")
    func cut() throws {
        let use = try use("pytest") { $0.isCut = true }
        #expect(words(use) == ["pytest", "--junitxml=.assay/reports/lint-{unit}.xml", "{tests}"])
        #expect(use.reports.first?.glob == ".assay/reports/lint-{unit}.xml")
    }

    @Test("exit codes are those of the table of tools, but for runners of tests, of which any but 0 is a failure")
    func codes() throws {
        let codes = { (name: String) -> ExitCodes? in
            KnownTool.preset(named: name).map { $0.tool.exitCodes(of: $0.preset) }
        }
        #expect(codes("ruff") == ExitCodes(clean: [0], findings: [1]))
        #expect(codes("gitleaks") == ExitCodes(clean: [0], findings: [9]))
        #expect(codes("pytest") == ExitCodes())
        #expect(codes("lizard") == ExitCodes())
    }
}
