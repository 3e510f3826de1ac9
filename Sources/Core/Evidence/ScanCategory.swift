/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities
    case licenses

    /// What a rule or a finding says of itself; nil where it says nothing.
    static func marked(id: String, tags: [String], cwe: [Int]) -> ScanCategory? {
        var found: ScanCategory?
        for tag in tags {
            switch tag {
            case "secret", "secrets": return .secrets
            case "license": found = .licenses
            case "vulnerability": found = found == .licenses ? found : .vulnerabilities
            case "security", "misconfiguration": found = found ?? .sast
            default: break
            }
        }
        if found == .licenses { return found }
        if AliasClasses.isAdvisory(id) { return .vulnerabilities }
        return found ?? (cwe.isEmpty ? nil : .sast)
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
