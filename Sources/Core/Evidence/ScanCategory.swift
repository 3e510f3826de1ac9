/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities
    case licenses

    /// What a rule or a finding says of itself; nil where it says nothing.
    static func marked(id: String, tags: [String], cwe: [Int]) -> ScanCategory? {
        if tags.contains("secret") || tags.contains("secrets") { return .secrets }
        if tags.contains("license") { return .licenses }
        if tags.contains("vulnerability") || AliasClasses.isAdvisory(id) { return .vulnerabilities }
        return !cwe.isEmpty || tags.contains("security") || tags.contains("misconfiguration") ? .sast : nil
    }

    /// What a tool of this name is known to look for.
    static func known(tool: String) -> ScanCategory? {
        let name = tool.lowercased()
        return tools[name] ?? name.split(separator: " ").first.flatMap { tools[String($0)] }
    }

    private static let tools: [String: ScanCategory] = {
        let names: [ScanCategory: [String]] = [
            .secrets: ["gitleaks", "trufflehog", "detect-secrets", "ggshield", "trivy secret"],
            .vulnerabilities: [
                "trivy", "grype", "osv-scanner", "snyk", "npm audit", "pip-audit", "dependency-check", "govulncheck",
                "cargo-audit", "bundler-audit",
            ],
            .licenses: ["trivy license"],
            .sast: [
                "bandit", "gosec", "brakeman", "codeql", "semgrep", "snykcode", "snyk code", "checkov", "tfsec",
                "kics", "zap", "burp", "nuclei", "njsscan", "horusec", "flawfinder", "trivy config",
            ],
            .lint: [
                "eslint", "ruff", "pylint", "flake8", "clippy", "golangci-lint", "rubocop", "checkstyle", "pmd",
                "spotbugs", "detekt", "ktlint", "swiftlint", "stylelint", "shellcheck", "hadolint", "cppcheck",
                "clang-tidy", "tslint", "android", "phpstan", "psalm", "biome", "oxlint", "mypy", "pyright",
                "actionlint", "yamllint", "markdownlint", "codeclimate",
            ],
        ]
        return names.reduce(into: [:]) { all, entry in
            for name in entry.value { all[name] = entry.key }
        }
    }()
}
