import Core

extension Detection {
    // MARK: Python

    static func python(_ folder: PackageFolder) -> (steps: [ProposedStep], remarks: [String]) {
        var steps: [ProposedStep] = []
        var remarks: [String] = []
        if let test = folder.files.first(where: isPythonTest) {
            steps.append(pytest(folder, test: test))
        }
        for (tool, files) in [
            ("ruff", ["ruff.toml", ".ruff.toml"]), ("pylint", [".pylintrc", "pylintrc"]), ("bandit", [".bandit"]),
            ("interrogate", []),
        ] {
            guard let sign = files.first(where: { folder.has($0) }) ?? folder.sign(tool) else { continue }
            steps.append(ProposedStep(preset: tool, sign: "\(tool) is in \(sign)", program: launcher(folder, tool)))
        }
        for tool in ["mypy", "flake8", "black"] {
            guard let sign = folder.sign(tool) else { continue }
            remarks.append("\(tool) (in \(sign)), which writes no report that says what it looked at")
        }
        return (steps, remarks)
    }

    static func isPythonTest(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return name.hasSuffix(".py") && (name.hasPrefix("test_") || name.hasSuffix("_test.py"))
    }

    private static func pytest(_ folder: PackageFolder, test: String) -> ProposedStep {
        if let sign = folder.sign("pytest-cov") {
            return ProposedStep(
                preset: "pytest-cov",
                sign: "pytest-cov is in \(sign)",
                program: launcher(folder, "pytest")
            )
        }
        let program = launcher(folder, "coverage")
        if let sign = folder.has(".coveragerc") ? ".coveragerc" : folder.sign("coverage", inBuilds: false) {
            return ProposedStep(preset: "coverage.py", sign: "coverage is in \(sign)", program: program)
        }
        // Of two programs in one place both belong to the same Python.
        if folder.can(program.last ?? "coverage"), program.isEmpty == launcher(folder, "pytest").isEmpty {
            return ProposedStep(
                preset: "coverage.py",
                sign: "\(test) is a test, and coverage.py is here",
                program: program
            )
        }
        return ProposedStep(preset: "pytest", sign: "\(test) is a test", program: launcher(folder, "pytest"))
    }

    /// What starts a tool of Python: that of the project's own environment, else by what keeps one; empty for the plain name.
    private static func launcher(_ folder: PackageFolder, _ tool: String) -> [String] {
        let prefix = folder.path.isEmpty ? "" : folder.path + "/"
        for environment in [".venv", "venv"] where folder.can("\(prefix)\(environment)/bin/\(tool)") {
            return ["\(environment)/bin/\(tool)"]
        }
        for (lock, manager) in [
            ("uv.lock", "uv"), ("poetry.lock", "poetry"), ("pdm.lock", "pdm"), ("Pipfile.lock", "pipenv"),
        ]
        where folder.has(lock) && folder.can(manager) {
            return [manager, "run", tool]
        }
        return []
    }

    // MARK: Node.js

    static func node(_ folder: PackageFolder) -> (steps: [ProposedStep], remarks: [String]) {
        let manifest = folder.text("package.json")
        let place = folder.path.isEmpty ? "package.json" : "\(folder.path)/package.json"
        let has = { (package: String) in manifest.contains("\"\(package)\"") }
        var steps: [ProposedStep] = []
        var remarks: [String] = []
        let add = { (preset: String, why: String) in
            steps.append(ProposedStep(preset: preset, sign: "\(why) is in \(place)"))
        }
        if has("vitest") {
            let coverage = has("@vitest/coverage-v8") || has("@vitest/coverage-istanbul")
            add(coverage ? "vitest-coverage" : "vitest", "vitest")
        } else if has("jest") || has("ts-jest") || has("react-scripts") {
            add("jest", "jest")
        } else if has("mocha") {
            add("mocha", "mocha")
        } else if let test = folder.files.first(where: isNodeTest), !manifest.contains("\"ava\""),
            !manifest.contains("\"tap\"")
        {
            steps.append(
                ProposedStep(
                    preset: "node-test-coverage",
                    sign: "\(test) is a test, and no other runner is in \(place)"
                )
            )
        } else if manifest.contains("\"test\":") {
            remarks.append("the tests of \(place), whose runner writes no report that is known")
        }
        if has("@playwright/test") { add("playwright", "@playwright/test") }
        if has("eslint") { add("eslint", "eslint") }
        return (steps, remarks)
    }

    private static func isNodeTest(_ path: String) -> Bool {
        let endings = ["js", "mjs", "cjs"]
        guard let ending = endings.first(where: { path.hasSuffix("." + $0) }) else { return false }
        let stem = path.dropLast(ending.count + 1)
        let name = stem.split(separator: "/").last ?? ""
        return stem.hasSuffix(".test") || stem.hasSuffix("-test") || stem.hasSuffix("_test") || name.hasPrefix("test-")
            || stem.hasPrefix("test/")
    }

    // MARK: Ruby and PHP

    static func ruby(_ folder: PackageFolder) -> [ProposedStep] {
        var steps: [ProposedStep] = []
        let specs = folder.files.contains { $0.hasSuffix("_spec.rb") }
        if specs, let sign = folder.has(".rspec") ? ".rspec" : folder.sign("rspec") ?? folder.sign("rspec-rails") {
            steps.append(ProposedStep(preset: "rspec", sign: "rspec is in \(sign)"))
        }
        if let sign = folder.has(".rubocop.yml") ? ".rubocop.yml" : folder.sign("rubocop") {
            steps.append(ProposedStep(preset: "rubocop", sign: "rubocop is in \(sign)"))
        }
        if let sign = folder.sign("brakeman") {
            steps.append(ProposedStep(preset: "brakeman", sign: "brakeman is in \(sign)"))
        }
        return steps
    }

    static func php(_ folder: PackageFolder) -> [ProposedStep] {
        var steps: [ProposedStep] = []
        let unit = ["phpunit.xml", "phpunit.xml.dist"].first { folder.has($0) }
        if let sign = unit ?? (folder.text("composer.json").contains("phpunit/phpunit") ? "composer.json" : nil) {
            steps.append(ProposedStep(preset: "phpunit", sign: "phpunit is in \(sign)"))
        }
        if let sign = ["phpstan.neon", "phpstan.neon.dist", "phpstan.dist.neon"].first(where: { folder.has($0) }) {
            steps.append(ProposedStep(preset: "phpstan", sign: "\(sign) is here"))
        }
        return steps
    }
}
