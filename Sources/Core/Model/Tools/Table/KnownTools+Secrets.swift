extension KnownTool {
    static let secretScanners: [KnownTool] = [gitleaks, detectSecrets, trufflehog]

    static let vulnerabilityScanners: [KnownTool] = [
        trivy, grype, osvScanner, npmAudit,
        // https://github.com/pypa/pip-audit#exit-codes; no preset: a package that it could not look up reads as clean.
        KnownTool("pip-audit", .vulnerabilities, outputs: [Output("pip-audit", .stated)], exitCodes: oneForFindings),
        // https://docs.snyk.io/developer-tools/snyk-cli/commands/test#exit-codes: 3 is a project that it does not know.
        KnownTool("snyk", .vulnerabilities, outputs: [Output("snyk", .stated)], exitCodes: oneForFindings),
    ]

    // https://github.com/gitleaks/gitleaks#readme: 1 is a leak, and an error too; --exit-code tells them apart.
    private static let gitleaks = KnownTool(
        "gitleaks",
        .secrets,
        versions: Versions(from: [7], before: [9]),
        outputs: [Output("gitleaks", .silent), Output("sarif", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "gitleaks",
                "finds secrets in the history of git",
                kind: .security,
                program: ["gitleaks"],
                .arguments([
                    "git", "--exit-code=9", "--report-path={report}", "--report-format=json", "{arguments}", ".",
                ]),
                [
                    Preset.Output(
                        "{name}.json",
                        "gitleaks",
                        examined: .everything,
                        labels: ["scope": "history"]
                    )
                ],
                exitCodes: ExitCodes(clean: [0], findings: [9]),
                versionArguments: ["version"],
                install: "https://github.com/gitleaks/gitleaks#installing"
            )
        ]
    )

    // The gate's own key reads as a password, and is none.
    // https://github.com/Yelp/detect-secrets#readme: `scan` leaves with 0; the hook with 1 for a new secret.
    private static let detectSecrets = KnownTool(
        "detect-secrets",
        .secrets,
        versions: Versions(from: [1], before: [2]),
        outputs: [Output("detect-secrets", .silent)],
        presets: [
            Preset(
                "detect-secrets",
                "finds secrets in the files that are there",
                kind: .security,
                program: ["detect-secrets"],
                .script(
                    """
                    {program} scan --no-verify --all-files --exclude-lines 'secrets_scan:' --exclude-files \
                    '(^|/)(\\.git|\\.assay|\\.venv|venv|node_modules|\\.build|__pycache__|\\.[a-z]+_cache)/' {arguments} \
                    {paths} > {report}
                    """
                ),
                [
                    Preset.Output(
                        "{name}.json",
                        "detect-secrets",
                        examined: .everything,
                        labels: ["scope": "worktree"]
                    )
                ],
                defaultPaths: ["."],
                install: "pip install detect-secrets"
            )
        ]
    )

    // https://github.com/trufflesecurity/trufflehog#readme: 183 with --fail only.
    private static let trufflehog = KnownTool(
        "trufflehog",
        .secrets,
        versions: Versions(from: [3], before: [4]),
        outputs: [Output("trufflehog", .stated)],
        exitCodes: ExitCodes(clean: [0], findings: [183])
    )

    // https://trivy.dev/latest/docs/configuration/others/#exit-code: 0 but for --exit-code.
    private static let trivy = KnownTool(
        "trivy",
        .vulnerabilities,
        outputs: [Output("trivy", .stated)],
        presets: [
            Preset(
                "trivy",
                "finds known vulnerabilities in what lock files list",
                kind: .security,
                program: ["trivy"],
                .arguments(["fs", "--quiet", "--format=json", "--output={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "trivy")],
                defaultPaths: ["."],
                install: "https://trivy.dev/latest/getting-started/installation/"
            )
        ]
    )

    // https://github.com/anchore/grype#readme: with --fail-on.
    private static let grype = KnownTool(
        "grype",
        .vulnerabilities,
        outputs: [Output("grype", .silent)],
        exitCodes: ExitCodes(clean: [0], findings: [2])
    )

    // https://google.github.io/osv-scanner/output/#return-codes: 128 is a project without packages.
    private static let osvScanner = KnownTool(
        "osv-scanner",
        .vulnerabilities,
        outputs: [Output("osv-scanner", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "osv-scanner",
                "finds known vulnerabilities in what lock files list (version 2)",
                kind: .security,
                program: ["osv-scanner"],
                .arguments([
                    "scan", "source", "--recursive", "--format=json", "--output={report}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.json", "osv-scanner")],
                defaultPaths: ["."],
                install: "https://google.github.io/osv-scanner/installation/"
            )
        ]
    )

    // https://docs.npmjs.com/cli/commands/npm-audit#audit-level
    private static let npmAudit = KnownTool(
        "npm audit",
        .vulnerabilities,
        outputs: [Output("npm-audit", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "npm-audit",
                "finds known vulnerabilities in what package-lock.json lists",
                kind: .security,
                program: ["npm"],
                .script("{program} audit --json {arguments} > {report}"),
                [Preset.Output("{name}.json", "npm-audit")],
                home: .directory,
                install: "https://nodejs.org"
            )
        ]
    )
}
