/// Runners of tests in JavaScript, Ruby and PHP.
extension KnownTool {
    static let scriptRunners: [KnownTool] = [node, jest, vitest, mocha, playwright, rspec, phpunit]

    private static let nodeReporters = [
        "--test", "--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=junit",
        "--test-reporter-destination={report}",
    ]

    // https://nodejs.org/api/test.html#test-reporters
    private static let node = KnownTool(
        "node",
        nil,
        outputs: [Output("junit", .stated), Output("lcov", .stated)],
        selection: .nodeTest,
        presets: [
            Preset(
                "node-test",
                "runs the tests of Node.js's own runner (18.17 or newer)",
                program: ["node"],
                .arguments(nodeReporters + ["{arguments}", "{paths}"]),
                [Preset.Output("{name}.xml", "junit")],
                home: .directory,
                install: "https://nodejs.org"
            ),
            Preset(
                "node-test-coverage",
                "runs the tests of Node.js's own runner and measures their coverage (20.11 or newer)",
                program: ["node"],
                .arguments(
                    nodeReporters + [
                        "--experimental-test-coverage", "--test-reporter=lcov", "--test-reporter-destination={report2}",
                        "{arguments}", "{paths}",
                    ]
                ),
                [Preset.Output("{name}.xml", "junit"), Preset.Output("{name}.lcov", "lcov")],
                home: .directory,
                install: "https://nodejs.org"
            ),
        ]
    )

    // https://jestjs.io/docs/cli
    private static let jest = KnownTool(
        "jest",
        nil,
        outputs: [Output("jest-json", .stated), Output("lcov", .stated)],
        selection: .jest,
        presets: [
            Preset(
                "jest",
                "runs the tests of Jest and measures their coverage",
                program: ["npx", "--no-install", "--offline", "jest"],
                .arguments([
                    "--ci", "--json", "--outputFile={report}", "--coverage", "--coverageReporters=lcovonly",
                    "--coverageDirectory={folder}/{name}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.json", "jest-json"), Preset.Output("{name}/lcov.info", "lcov")],
                home: .directory,
                install: "npm install --save-dev jest"
            )
        ]
    )

    private static let vitestReporters = [
        "run", "--reporter=default", "--reporter=junit", "--outputFile.junit={report}",
    ]

    // https://vitest.dev/guide/reporters, https://vitest.dev/guide/coverage
    private static let vitest = KnownTool(
        "vitest",
        nil,
        outputs: [Output("junit", .stated), Output("lcov", .stated)],
        selection: .jest,
        presets: [
            Preset(
                "vitest",
                "runs the tests of Vitest",
                program: ["npx", "--no-install", "--offline", "vitest"],
                .arguments(vitestReporters + ["{arguments}", "{paths}"]),
                [Preset.Output("{name}.xml", "junit")],
                home: .directory,
                install: "npm install --save-dev vitest"
            ),
            Preset(
                "vitest-coverage",
                "runs the tests of Vitest and measures their coverage",
                program: ["npx", "--no-install", "--offline", "vitest"],
                .arguments(
                    vitestReporters + [
                        "--coverage.enabled", "--coverage.reporter=lcovonly",
                        "--coverage.reportsDirectory={folder}/{name}", "{arguments}", "{paths}",
                    ]
                ),
                [Preset.Output("{name}.xml", "junit"), Preset.Output("{name}/lcov.info", "lcov")],
                home: .directory,
                install: "npm install --save-dev vitest @vitest/coverage-v8"
            ),
        ]
    )

    // https://mochajs.org/#json
    private static let mocha = KnownTool(
        "mocha",
        nil,
        outputs: [Output("mocha-json", .stated)],
        selection: .mocha,
        presets: [
            Preset(
                "mocha",
                "runs the tests of Mocha",
                program: ["npx", "--no-install", "--offline", "mocha"],
                .arguments(["--reporter=json", "--reporter-option=output={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "mocha-json")],
                home: .directory,
                install: "npm install --save-dev mocha"
            )
        ]
    )

    // https://playwright.dev/docs/test-reporters#json-reporter
    private static let playwright = KnownTool(
        "playwright",
        nil,
        outputs: [Output("playwright-json", .stated)],
        selection: .playwright,
        presets: [
            Preset(
                "playwright",
                "runs the tests of Playwright in browsers",
                kind: .e2e,
                program: ["npx", "--no-install", "--offline", "playwright"],
                .arguments(["test", "--reporter=json", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "playwright-json")],
                home: .directory,
                variables: ["PLAYWRIGHT_JSON_OUTPUT_FILE": "{report}", "PLAYWRIGHT_JSON_OUTPUT_NAME": "{report}"],
                isIndependent: false,
                install: "npm install --save-dev @playwright/test"
            )
        ]
    )

    // https://rspec.info/features/3-13/rspec-core/command-line/
    private static let rspec = KnownTool(
        "rspec",
        nil,
        outputs: [Output("rspec-json", .stated)],
        selection: .rspec,
        presets: [
            Preset(
                "rspec",
                "runs the tests of RSpec",
                program: ["bundle", "exec", "rspec"],
                .arguments([
                    "--format=progress", "--format=json", "--out={report}", "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}.json", "rspec-json")],
                home: .directory,
                install: "add rspec to the Gemfile"
            )
        ]
    )

    // https://docs.phpunit.de/en/11.5/textui.html
    private static let phpunit = KnownTool(
        "phpunit",
        nil,
        outputs: [Output("junit", .stated)],
        presets: [
            Preset(
                "phpunit",
                "runs the tests of PHPUnit",
                program: ["vendor/bin/phpunit"],
                .arguments(["--log-junit={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.xml", "junit")],
                home: .directory,
                install: "composer require --dev phpunit/phpunit"
            )
        ]
    )
}
