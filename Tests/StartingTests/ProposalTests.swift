import Configuration
import Core
import Starting
import Testing

@Suite("What init proposes")
struct ProposalTests {
    /// A repository in memory: files with their texts; those without one are empty.
    private func repository(_ files: [String: String], programs: Set<String> = []) -> Repository {
        Repository(
            name: "shop",
            files: Array(files.keys),
            texts: files.filter { Repository.isOfInterest($0.key) },
            programs: programs
        )
    }

    private static let small: [(files: [String: String], presets: [String])] = [
        (
            [
                "pyproject.toml": "[project.optional-dependencies]\ntest = [\"pytest-cov\", \"ruff>=0.4\"]",
                "tests/test_a.py": "",
            ], ["pytest-cov", "ruff"]
        ),
        (["requirements.txt": "pytest\nbandit==1.8\n", "test_a.py": ""], ["pytest", "bandit"]),
        (["test_a.py": "", "a.py": ""], ["pytest"]),
        (["setup.cfg": "[coverage:run]\nbranch = true", "a/test_a.py": ""], ["coverage.py"]),
        (
            ["package.json": "{\"devDependencies\": {\"jest\": \"29\", \"eslint\": \"9\"}}", "a.test.js": ""],
            ["jest", "eslint"]
        ),
        (
            ["package.json": "{\"devDependencies\": {\"vitest\": \"2\", \"@vitest/coverage-v8\": \"2\"}}"],
            ["vitest-coverage"]
        ),
        (["package.json": "{\"scripts\": {\"test\": \"node --test\"}}", "test/a.mjs": ""], ["node-test-coverage"]),
        (
            ["package.json": "{\"devDependencies\": {\"@playwright/test\": \"1\", \"mocha\": \"10\"}}"],
            ["mocha", "playwright"]
        ),
        (["go.mod": "module x", "a_test.go": "", ".golangci.yml": ""], ["go-test", "golangci-lint"]),
        (["Cargo.toml": "[package]", "src/lib.rs": ""], ["cargo-test"]),
        (["Cargo.toml": "[workspace]", "a/Cargo.toml": "", ".config/nextest.toml": ""], ["cargo-nextest"]),
        (["pom.xml": "<project/>", "src/test/java/ATest.java": "", "mvnw": ""], ["maven"]),
        (["pom.xml": "jacoco-maven-plugin", "a/pom.xml": "", "a/src/test/java/ATest.java": ""], ["maven-jacoco"]),
        (
            [
                "build.gradle.kts": "plugins { jacoco }\nxml.required = true", "app/src/test/kotlin/ATest.kt": "",
                "gradlew": "",
            ], ["gradle-jacoco"]
        ),
        (["settings.gradle": "", "app/build.gradle": "", "app/src/test/java/ATest.java": ""], ["gradle"]),
        (["Package.swift": "", "Tests/ATests/A.swift": ""], ["swift-test-coverage"]),
        (["CMakeLists.txt": "enable_testing()\nadd_compile_options(--coverage)", "a.c": ""], ["ctest", "gcovr"]),
        (["A.sln": "", "A.Tests/A.Tests.csproj": "Microsoft.NET.Test.Sdk coverlet.collector"], ["dotnet-coverage"]),
        (["Gemfile": "gem \"rspec\"", "spec/a_spec.rb": "", ".rubocop.yml": ""], ["rspec", "rubocop"]),
        (["composer.json": "phpunit/phpunit", "phpstan.neon": ""], ["phpunit", "phpstan"]),
        (
            [".github/workflows/a.yml": "run: shellcheck *.sh\nuses: gitleaks/gitleaks-action", "a.sh": ""],
            ["shellcheck", "gitleaks"]
        ),
    ]

    @Test("the tools that a project shows signs of, and no others", arguments: small)
    func languages(files: [String: String], presets: [String]) {
        let proposal = Proposal(repository(files))
        #expect(proposal.steps.compactMap(\.preset) == presets)
    }

    @Test("what it writes is a configuration without an error or a warning, strict or without gates", arguments: small)
    func loads(files: [String: String], presets: [String]) throws {
        var proposal = Proposal(repository(files))
        for _ in 0..<2 {
            let text = proposal.yaml
            let loaded = ConfigurationLoader(root: "/p") { _ in .success(Array(text.utf8)) }.load("assay.yaml")
            #expect(loaded.diagnostics.filter { $0.severity != .note } == [], "\(text)")
            #expect(loaded.project?.pipeline.stages.isEmpty == false)
            for index in proposal.criteria.indices { proposal.criteria[index].leaveOut("not measured") }
        }
    }

    @Test("several packages are components of their own, each step in its folder, side by side")
    func monorepo() {
        let proposal = Proposal(
            repository([
                "api/pyproject.toml": "pytest-cov", "api/tests/test_a.py": "",
                "web/package.json": "{\"devDependencies\": {\"jest\": \"29\"}}", "web/a.test.js": "",
                "web/node_modules/x/package.json": "jest", "tests/fixtures/go.mod": "", "tests/fixtures/a_test.go": "",
            ])
        )
        #expect(proposal.steps.map(\.name) == ["api-tests", "web-tests"])
        #expect(proposal.steps.map(\.directory) == ["api", "web"])
        #expect(proposal.components.map(\.name) == ["api", "web"])
        #expect(proposal.yaml.contains("parallel: true"))
        #expect(proposal.criteria.map(\.key) == ["overall.threshold", "by_component.api", "by_component.web"])
    }

    @Test("what is not on the machine is said, with the way to get it")
    func missing() {
        let files = ["pyproject.toml": "pytest-cov", "test_a.py": ""]
        #expect(Proposal(repository(files)).steps.first?.missing == "pytest is not here: pip install pytest pytest-cov")
        #expect(Proposal(repository(files, programs: ["pytest"])).steps.first?.missing == nil)
        let own = Proposal(repository(files, programs: [".venv/bin/pytest"])).steps.first
        #expect(own?.program == [".venv/bin/pytest"] && own?.missing == nil)
        let locked = repository(files.merging(["uv.lock": ""]) { $1 }, programs: ["uv"])
        #expect(Proposal(locked).steps.first?.program == ["uv", "run", "pytest"])
    }

    @Test("a package of Node.js that is not installed is said; what looks at the repository as a whole needs no prefix")
    func names() {
        let files = ["package.json": "{\"jest\": \"29\"}", "a.test.js": "", ".gitleaks.toml": ""]
        let steps = Proposal(repository(files, programs: ["npx", "gitleaks"])).steps
        #expect(steps.map(\.name) == ["unit", "gitleaks"])
        #expect(steps.first?.missing?.hasPrefix("jest is not in node_modules") == true)
        let installed = repository(files, programs: ["npx", "node_modules/.bin/jest"])
        #expect(Proposal(installed).steps.first?.missing == nil)
    }

    @Test("nothing that is known is no proposal")
    func nothing() {
        #expect(Proposal(repository(["README.md": "", "notes/a.txt": ""])).steps.isEmpty)
    }

    @Test("today's level is asked for, rounded so that the next run holds it")
    func level() {
        var proposal = Proposal(repository(Self.small[0].files))
        let index = proposal.criteria.firstIndex { $0.key == "overall.threshold" } ?? 0
        proposal.criteria[index].settle(at: 0.7358, holds: false)
        #expect(proposal.yaml.contains("threshold: \">= 73%\" # 73.5% today"))
        proposal.criteria[index].leaveOut("no report\ncame")
        #expect(proposal.yaml.contains("# overall.threshold is not asked for: no report came"))
    }
}
