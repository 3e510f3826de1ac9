/// The one table of well-known tools; a link above an entry says where its exit codes and reports are described.
extension KnownTool {
    package static let all: [KnownTool] =
        pythonLinters + linters + scanners + secretScanners + vulnerabilityScanners + pythonRunners + scriptRunners
        + compiledRunners + machineRunners + measurers + loadRunners + others

    static let oneForFindings = ExitCodes(clean: [0], findings: [1])

    /// Tools of which no more is known than what they look for.
    private static let others: [KnownTool] = {
        let names: [(ScanCategory, [String])] = [
            (.secrets, ["ggshield", "trivy secret"]),
            (.vulnerabilities, ["dependency-check", "govulncheck", "cargo-audit", "bundler-audit"]),
            (.licenses, ["trivy license"]),
            (.privacy, ["assay data scan"]),
            (
                .sast,
                [
                    "codeql", "snykcode", "snyk code", "tfsec", "kics", "zap", "burp", "nuclei", "njsscan", "horusec",
                    "flawfinder", "trivy config",
                ]
            ),
            (
                .lint,
                [
                    "flake8", "clippy", "checkstyle", "pmd", "spotbugs", "detekt", "ktlint", "swiftlint", "stylelint",
                    "clang-tidy", "tslint", "android", "psalm", "biome", "oxlint", "mypy", "pyright",
                    "actionlint", "yamllint", "markdownlint", "codeclimate",
                ]
            ),
        ]
        return names.flatMap { category, names in names.map { KnownTool($0, category) } }
    }()
}
