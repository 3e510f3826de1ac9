import Core

extension DeclaredFigures {
    /// Formats of linters and scanners.
    ///
    /// Totals of files, and of findings that are no problem, are left out.
    static let findings: Table = [
        "android-lint": [],
        "bandit": [.findings],
        "brakeman": [.findings],
        "burp-xml": [],
        "checkov": [.findings],
        "checkstyle": [],
        "codeclimate-json": [],
        "cppcheck": [],
        "dependency-check-json": [],
        "dependency-check-xml": [],
        "detect-secrets": [],
        "eslint-json": [.findings],
        "github-code-scanning": [],
        "github-dependabot": [],
        "github-secret-scanning": [],
        "gitlab-security": [],
        "gitleaks": [],
        "golangci-json": [],
        "gosec": [.findings],
        "grype": [],
        "hadolint-json": [],
        "npm-audit": [.findings],
        "nuclei": [],
        "osv-scanner": [],
        "pip-audit": [],
        "pmd": [],
        "pylint-json": [.findings],
        "rubocop": [.findings],
        "ruff-json": [],
        "sarif": [.failedScan],
        "semgrep": [],
        "shellcheck-json": [],
        "snyk": [.findings, .failedScan],
        "spotbugs": [.findings],
        "trivy": [.findings],
        "trufflehog": [.findings],
        "tslint": [],
        "wapiti": [],
        "zap-xml": [],
    ]
}
