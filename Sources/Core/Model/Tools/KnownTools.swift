/// The one table of well-known tools; a link above an entry says where its exit codes and reports are described.
extension KnownTool {
    package static let all: [KnownTool] = linters + scanners + secretScanners + vulnerabilityScanners + runners + others

    private static let oneForFindings = ExitCodes(clean: [0], findings: [1])

    private static let linters: [KnownTool] = [
        // https://docs.astral.sh/ruff/linter/#exit-codes: 2 is a fault of ruff or of its configuration.
        KnownTool(
            "ruff",
            .lint,
            versions: Versions(from: [0, 1], before: [1]),
            outputs: [Output("ruff-json", .silent), Output("sarif", .silent)],
            exitCodes: oneForFindings
        ),
        // https://eslint.org/docs/latest/use/command-line-interface#exit-codes
        KnownTool(
            "eslint",
            .lint,
            versions: Versions(from: [8], before: [11]),
            outputs: [Output("eslint-json", .stated)],
            exitCodes: oneForFindings
        ),
        // https://github.com/koalaman/shellcheck/blob/master/shellcheck.1.md, RETURN VALUES: 2 is a file that could not be read.
        KnownTool(
            "shellcheck",
            .lint,
            versions: Versions(from: [0, 7], before: [1]),
            outputs: [Output("shellcheck-json", .silent), Output("checkstyle", .silent)],
            exitCodes: oneForFindings
        ),
        // https://cppcheck.sourceforge.io/manual.html: 0 whatever it finds, but for --error-exitcode.
        KnownTool(
            "cppcheck",
            .lint,
            versions: Versions(from: [1, 90], before: [3]),
            outputs: [Output("cppcheck", .silent), Output("sarif", .silent)]
        ),
        // https://pylint.readthedocs.io/en/stable/user_guide/usage/run.html#exit-codes: bits, 1 is fatal and 32 wrong usage.
        KnownTool(
            "pylint",
            .lint,
            versions: Versions(from: [2], before: [5]),
            outputs: [Output("pylint-json", .stated)],
            exitCodes: ExitCodes(clean: [0], findings: Set(stride(from: 2, through: 30, by: 2)))
        ),
        // https://docs.rubocop.org/rubocop/usage/basic_usage.html#exit-codes
        KnownTool("rubocop", .lint, outputs: [Output("rubocop", .stated)], exitCodes: oneForFindings),
        // https://golangci-lint.run/docs/configuration/cli/: --issues-exit-code, 1 where it is not given.
        KnownTool(
            "golangci-lint",
            .lint,
            outputs: [Output("golangci-json", .silent)],
            exitCodes: oneForFindings
        ),
        // https://github.com/hadolint/hadolint#cli
        KnownTool("hadolint", .lint, outputs: [Output("hadolint-json", .silent)], exitCodes: oneForFindings),
    ]

    private static let scanners: [KnownTool] = [
        // https://bandit.readthedocs.io/en/latest/man/bandit.html; weaknesses: those of its plugins, bandit/core/issue.py.
        KnownTool(
            "bandit",
            .sast,
            versions: Versions(from: [1, 7, 3], before: [2]),
            outputs: [Output("bandit", .stated), Output("sarif", .silent)],
            exitCodes: oneForFindings,
            weaknesses: [
                20, 22, 78, 79, 80, 89, 94, 155, 259, 284, 295, 319, 326, 327, 330, 377, 400, 494, 502, 605, 703, 732,
                838,
            ]
        ),
        // https://semgrep.dev/docs/cli-reference#exit-codes: 1 with --error only; its SARIF lists the rules that ran.
        KnownTool(
            "semgrep",
            .sast,
            versions: Versions(from: [1], before: [2]),
            outputs: [Output("semgrep", .stated), Output("sarif", .silent)],
            exitCodes: oneForFindings
        ),
        // https://github.com/securego/gosec#usage
        KnownTool("gosec", .sast, outputs: [Output("gosec", .stated)], exitCodes: oneForFindings),
        // https://brakemanscanner.org/docs/options/: 3 is a warning found.
        KnownTool(
            "brakeman",
            .sast,
            outputs: [Output("brakeman", .silent)],
            exitCodes: ExitCodes(clean: [0], findings: [3])
        ),
        // https://www.checkov.io/2.Basics/Hard%20and%20soft%20fail.html
        KnownTool("checkov", .sast, outputs: [Output("checkov", .stated)], exitCodes: oneForFindings),
    ]

    private static let secretScanners: [KnownTool] = [
        // https://github.com/gitleaks/gitleaks#readme: 1 is a leak, and an error too; --exit-code tells them apart.
        KnownTool(
            "gitleaks",
            .secrets,
            versions: Versions(from: [7], before: [9]),
            outputs: [Output("gitleaks", .silent), Output("sarif", .silent)],
            exitCodes: oneForFindings
        ),
        // https://github.com/Yelp/detect-secrets#readme: `scan` leaves with 0; the hook with 1 for a new secret.
        KnownTool(
            "detect-secrets",
            .secrets,
            versions: Versions(from: [1], before: [2]),
            outputs: [Output("detect-secrets", .silent)]
        ),
        // https://github.com/trufflesecurity/trufflehog#readme: 183 with --fail only.
        KnownTool(
            "trufflehog",
            .secrets,
            versions: Versions(from: [3], before: [4]),
            outputs: [Output("trufflehog", .stated)],
            exitCodes: ExitCodes(clean: [0], findings: [183])
        ),
    ]

    private static let vulnerabilityScanners: [KnownTool] = [
        // https://trivy.dev/latest/docs/configuration/others/#exit-code: 0 but for --exit-code.
        KnownTool("trivy", .vulnerabilities, outputs: [Output("trivy", .stated)]),
        // https://github.com/anchore/grype#readme: with --fail-on.
        KnownTool(
            "grype",
            .vulnerabilities,
            outputs: [Output("grype", .silent)],
            exitCodes: ExitCodes(clean: [0], findings: [2])
        ),
        // https://google.github.io/osv-scanner/output/#return-codes: 128 is a project without packages.
        KnownTool(
            "osv-scanner",
            .vulnerabilities,
            outputs: [Output("osv-scanner", .stated)],
            exitCodes: oneForFindings
        ),
        // https://docs.npmjs.com/cli/commands/npm-audit#audit-level
        KnownTool("npm audit", .vulnerabilities, outputs: [Output("npm-audit", .stated)], exitCodes: oneForFindings),
        // https://github.com/pypa/pip-audit#exit-codes
        KnownTool("pip-audit", .vulnerabilities, outputs: [Output("pip-audit", .stated)], exitCodes: oneForFindings),
        // https://docs.snyk.io/developer-tools/snyk-cli/commands/test#exit-codes: 3 is a project that it does not know.
        KnownTool("snyk", .vulnerabilities, outputs: [Output("snyk", .stated)], exitCodes: oneForFindings),
    ]

    private static let runners: [KnownTool] = [
        // https://docs.pytest.org/en/stable/reference/exit-codes.html: 5 is a run without a test.
        KnownTool(
            "pytest",
            nil,
            outputs: [Output("junit", .stated)],
            exitCodes: oneForFindings,
            selection: .pytest
        ),
        // https://nodejs.org/api/test.html#filtering-tests-by-name
        KnownTool("node-test", nil, outputs: [Output("junit", .stated)], selection: .nodeTest),
    ]

    /// Tools of which no more is known than what they look for.
    private static let others: [KnownTool] = {
        let names: [(ScanCategory, [String])] = [
            (.secrets, ["ggshield", "trivy secret"]),
            (.vulnerabilities, ["dependency-check", "govulncheck", "cargo-audit", "bundler-audit"]),
            (.licenses, ["trivy license"]),
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
                    "clang-tidy", "tslint", "android", "phpstan", "psalm", "biome", "oxlint", "mypy", "pyright",
                    "actionlint", "yamllint", "markdownlint", "codeclimate",
                ]
            ),
        ]
        return names.flatMap { category, names in names.map { KnownTool($0, category) } }
    }()
}
