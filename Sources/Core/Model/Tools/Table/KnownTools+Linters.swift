extension KnownTool {
    static let pythonLinters: [KnownTool] = [ruff, pylint]

    static let linters: [KnownTool] = [
        eslint, shellcheck, cppcheck, rubocop, golangci, hadolint, phpstan,
    ]

    // https://docs.astral.sh/ruff/linter/#exit-codes: 2 is a fault of ruff or of its configuration.
    private static let ruff = KnownTool(
        "ruff",
        .lint,
        versions: Versions(from: [0, 1], before: [1]),
        outputs: [Output("ruff-json", .silent), Output("sarif", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "ruff",
                "lints Python",
                kind: .quality,
                program: ["ruff"],
                .arguments([
                    "check", "--output-format=sarif", "--output-file={report}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.sarif", "sarif", examined: .endings(["py", "pyi", "ipynb"]))],
                defaultPaths: ["."],
                install: "pip install ruff"
            )
        ]
    )

    // https://pylint.readthedocs.io/en/stable/user_guide/usage/run.html#exit-codes: bits, 1 is fatal and 32 wrong usage.
    private static let pylint = KnownTool(
        "pylint",
        .lint,
        versions: Versions(from: [2], before: [5]),
        outputs: [Output("pylint-json", .stated)],
        exitCodes: ExitCodes(clean: [0], findings: Set(stride(from: 2, through: 30, by: 2))),
        presets: [
            Preset(
                "pylint",
                "lints Python",
                kind: .quality,
                program: ["pylint"],
                .arguments(["--output-format=json2:{report}", "--recursive=y", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "pylint-json")],
                defaultPaths: ["."],
                install: "pip install pylint"
            )
        ]
    )

    // https://eslint.org/docs/latest/use/command-line-interface#exit-codes
    private static let eslint = KnownTool(
        "eslint",
        .lint,
        versions: Versions(from: [8], before: [11]),
        outputs: [Output("eslint-json", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "eslint",
                "lints JavaScript and TypeScript",
                kind: .quality,
                program: ["npx", "--no-install", "--offline", "eslint"],
                .arguments(["--format=json", "--output-file={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "eslint-json")],
                defaultPaths: ["."],
                home: .directory,
                install: "npm install --save-dev eslint"
            )
        ]
    )

    // https://github.com/koalaman/shellcheck/blob/master/shellcheck.1.md, RETURN VALUES: 2 is a file that could not be read.
    private static let shellcheck = KnownTool(
        "shellcheck",
        .lint,
        versions: Versions(from: [0, 7], before: [1]),
        outputs: [Output("shellcheck-json", .silent), Output("checkstyle", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "shellcheck",
                "lints shell scripts: files that end in .sh or .bash",
                kind: .quality,
                program: ["shellcheck"],
                .script(
                    """
                    mapfile -d '' -t files < <(find {paths} -type d '(' -name '.?*' -o -name node_modules ')' -prune -o \
                    -type f '(' -name '*.sh' -o -name '*.bash' ')' -print0)
                    {program} --format=json1 {arguments} "${files[@]}" > {report}
                    """,
                    .bash
                ),
                [Preset.Output("{name}.json", "shellcheck-json", examined: .endings(["sh", "bash"]))],
                defaultPaths: ["."],
                install: "apt install shellcheck"
            )
        ]
    )

    // https://cppcheck.sourceforge.io/manual.html: 0 whatever it finds, but for --error-exitcode.
    private static let cppcheck = KnownTool(
        "cppcheck",
        .lint,
        versions: Versions(from: [1, 90], before: [3]),
        outputs: [Output("cppcheck", .silent), Output("sarif", .silent)],
        presets: [
            Preset(
                "cppcheck",
                "finds faults in C and C++",
                kind: .quality,
                program: ["cppcheck"],
                .arguments([
                    "--xml", "--enable=warning", "--error-exitcode=3", "--output-file={report}", "-i", "build",
                    "{arguments}", "{paths}",
                ]),
                [
                    Preset.Output(
                        "{name}.xml",
                        "cppcheck",
                        examined: .endings(["c", "cc", "cpp", "cxx", "c++"])
                    )
                ],
                exitCodes: ExitCodes(clean: [0], findings: [3]),
                defaultPaths: ["."],
                install: "apt install cppcheck"
            )
        ]
    )

    // https://docs.rubocop.org/rubocop/usage/basic_usage.html#exit-codes
    private static let rubocop = KnownTool(
        "rubocop",
        .lint,
        outputs: [Output("rubocop", .stated)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "rubocop",
                "lints Ruby",
                kind: .quality,
                program: ["bundle", "exec", "rubocop"],
                .arguments([
                    "--format=progress", "--format=json", "--out={report}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.json", "rubocop")],
                home: .directory,
                install: "add rubocop to the Gemfile"
            )
        ]
    )

    // https://golangci-lint.run/docs/configuration/cli/: --issues-exit-code, 1 where it is not given.
    private static let golangci = KnownTool(
        "golangci-lint",
        .lint,
        outputs: [Output("golangci-json", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "golangci-lint",
                "lints Go (version 2)",
                kind: .quality,
                program: ["golangci-lint"],
                .arguments(["run", "--output.json.path={report}", "{arguments}", "{packages}"]),
                [Preset.Output("{name}.json", "golangci-json", examined: .endings(["go"]))],
                home: .directory,
                install: "https://golangci-lint.run/docs/welcome/install/"
            )
        ]
    )

    // https://github.com/hadolint/hadolint#cli
    private static let hadolint = KnownTool(
        "hadolint",
        .lint,
        outputs: [Output("hadolint-json", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "hadolint",
                "lints the Dockerfile",
                kind: .quality,
                program: ["hadolint"],
                .script("{program} --format=json {arguments} {paths} > {report}"),
                [Preset.Output("{name}.json", "hadolint-json", examined: .everything)],
                defaultPaths: ["Dockerfile"],
                home: .directory,
                install: "https://github.com/hadolint/hadolint#install"
            )
        ]
    )

    // https://phpstan.org/user-guide/command-line-usage
    private static let phpstan = KnownTool(
        "phpstan",
        .lint,
        outputs: [Output("checkstyle", .silent)],
        exitCodes: oneForFindings,
        presets: [
            Preset(
                "phpstan",
                "finds faults in PHP",
                kind: .quality,
                program: ["vendor/bin/phpstan"],
                .script(
                    "{program} analyse --no-progress --error-format=checkstyle {arguments} {paths} > {report}"
                ),
                [Preset.Output("{name}.xml", "checkstyle", examined: .endings(["php"]))],
                home: .directory,
                install: "composer require --dev phpstan/phpstan"
            )
        ]
    )
}
