extension KnownTool {
    static let pythonRunners: [KnownTool] = [pytest, coveragePy]

    /// Steps that run side by side would write the same `.coverage`.
    private static let ownData = ["COVERAGE_FILE": "{folder}/{name}.coverage"]

    // https://docs.pytest.org/en/stable/reference/exit-codes.html: 5 is a run without a test.
    private static let pytest = KnownTool(
        "pytest",
        nil,
        aliases: ["py.test"],
        outputs: [Output("junit", .stated)],
        exitCodes: oneForFindings,
        selection: .pytest,
        presets: [
            Preset(
                "pytest",
                "runs Python's tests",
                program: ["pytest"],
                .arguments(["--junitxml={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.xml", "junit")],
                install: "pip install pytest"
            ),
            Preset(
                "pytest-cov",
                "runs Python's tests and measures their coverage by pytest-cov",
                program: ["pytest"],
                .arguments([
                    "--junitxml={report}", "--cov=.", "--cov-report=xml:{report2}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.xml", "junit"), Preset.Output("{name}-coverage.xml", "cobertura")],
                variables: ownData,
                install: "pip install pytest pytest-cov"
            ),
        ]
    )

    // https://coverage.readthedocs.io/en/latest/cmd.html
    private static let coveragePy = KnownTool(
        "coverage",
        nil,
        aliases: ["coverage.py"],
        outputs: [Output("cobertura", .stated), Output("coverage-py", .stated)],
        presets: [
            Preset(
                "coverage.py",
                "runs Python's tests by pytest and measures their coverage by coverage.py",
                program: ["coverage"],
                .script(
                    """
                    code=0
                    {program} run --source=. -m pytest --junitxml={report} {arguments} {paths} || code=$?
                    {program} xml -q -o {report2}
                    exit $code
                    """
                ),
                [Preset.Output("{name}.xml", "junit"), Preset.Output("{name}-coverage.xml", "cobertura")],
                variables: ownData,
                install: "pip install coverage pytest"
            )
        ]
    )
}
