extension KnownTool {
    static let scanners: [KnownTool] = [bandit, semgrep, gosec, brakeman, checkov, wapiti]

    // https://bandit.readthedocs.io/en/latest/man/bandit.html; weaknesses: those of its plugins, bandit/core/issue.py.
    private static let bandit = KnownTool(
        "bandit",
        .sast,
        versions: Versions(from: [1, 7, 3], before: [2]),
        outputs: [Output("bandit", .stated), Output("sarif", .silent)],
        exitCodes: oneForFindings,
        weaknesses: [
            20, 22, 78, 79, 80, 89, 94, 155, 259, 284, 295, 319, 326, 327, 330, 377, 400, 494, 502, 605, 703, 732,
            838,
        ],
        presets: [
            Preset(
                "bandit",
                "finds weaknesses in Python",
                kind: .security,
                program: ["bandit"],
                .arguments([
                    "-q", "-r", "-x", "/.git/,/.venv/,/venv/,/.tox/,/.eggs/,/node_modules/,/build/,/dist/", "-f",
                    "json",
                    "-o", "{report}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.json", "bandit", rules: .usual)],
                defaultPaths: ["."],
                install: "pip install bandit"
            )
        ]
    )

    // https://semgrep.dev/docs/cli-reference#exit-codes: 1 with --error only; its SARIF lists the rules that ran.
    private static let semgrep = KnownTool(
        "semgrep",
        .sast,
        versions: Versions(from: [1], before: [2]),
        outputs: [Output("semgrep", .stated), Output("sarif", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "semgrep",
                "finds weaknesses in many languages; name the rules: arguments: [--config=rules]",
                kind: .security,
                program: ["semgrep"],
                .arguments([
                    "scan", "--metrics=off", "--disable-version-check", "--error", "--json-output={report}",
                    "--sarif-output={report2}", "{arguments}", "{paths}",
                ]),
                [
                    Preset.Output("{name}.json", "semgrep"),
                    Preset.Output("{name}.sarif", "sarif"),
                ],
                defaultPaths: ["."],
                install: "pip install semgrep"
            )
        ]
    )

    // https://github.com/securego/gosec#usage
    private static let gosec = KnownTool(
        "gosec",
        .sast,
        outputs: [Output("gosec", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "gosec",
                "finds weaknesses in Go",
                kind: .security,
                program: ["gosec"],
                .arguments(["-quiet", "-fmt=json", "-out={report}", "{arguments}", "{packages}"]),
                [Preset.Output("{name}.json", "gosec")],
                home: .directory,
                install: "go install github.com/securego/gosec/v2/cmd/gosec@latest"
            )
        ]
    )

    // https://brakemanscanner.org/docs/options/: 3 is a warning found.
    private static let brakeman = KnownTool(
        "brakeman",
        .sast,
        outputs: [Output("brakeman", .silent)],
        exitCodes: ExitCodes(clean: [0], findings: [3]),
        presets: [
            Preset(
                "brakeman",
                "finds weaknesses in Ruby on Rails",
                kind: .security,
                program: ["bundle", "exec", "brakeman"],
                .arguments(["--quiet", "--format=json", "--output={report}", "{arguments}"]),
                [Preset.Output("{name}.json", "brakeman", examined: .endings(["rb", "erb"]))],
                home: .directory,
                install: "add brakeman to the Gemfile"
            )
        ]
    )

    // https://www.checkov.io/2.Basics/Hard%20and%20soft%20fail.html
    private static let checkov = KnownTool(
        "checkov",
        .sast,
        outputs: [Output("checkov", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "checkov",
                "finds faults in descriptions of infrastructure",
                kind: .security,
                program: ["checkov"],
                .script("{program} --quiet --compact --output=json {arguments} --directory {paths} > {report}"),
                [Preset.Output("{name}.json", "checkov")],
                defaultPaths: ["."],
                install: "pip install checkov"
            )
        ]
    )

    // https://wapiti-scanner.github.io: 0 whatever was found; weaknesses: those that the categories of its common modules
    // refer to.
    private static let wapiti = KnownTool(
        "wapiti",
        .sast,
        versions: Versions(from: [3, 2], before: [4]),
        outputs: [Output("wapiti", .stated)],
        weaknesses: [22, 78, 79, 89, 434, 601, 918]
    )
}
