/// Tools that measure code, and those that put load on a system.
extension KnownTool {
    static let measurers: [KnownTool] = [lizard, jscpd, interrogate, gcovr]

    static let loadRunners: [KnownTool] = [k6, locust, axe]

    // https://github.com/terryyin/lizard#readme: the number of warnings, but for a negative --ignore_warnings.
    private static let lizard = KnownTool(
        "lizard",
        nil,
        outputs: [Output("lizard-csv", .stated)],
        presets: [
            Preset(
                "lizard",
                "measures the complexity of functions in many languages",
                kind: .quality,
                program: ["lizard"],
                .arguments([
                    "--csv", "--ignore_warnings=-1", "--exclude=*/.venv/*", "--exclude=*/venv/*",
                    "--exclude=*/node_modules/*", "--exclude=*/build/*", "--output_file={report}", "{arguments}",
                    "{paths}",
                ]),
                [Preset.Output("{name}.csv", "lizard-csv")],
                defaultPaths: ["."],
                install: "pip install lizard"
            )
        ]
    )

    // https://github.com/kucherenko/jscpd#readme
    private static let jscpd = KnownTool(
        "jscpd",
        nil,
        outputs: [Output("jscpd", .stated)],
        presets: [
            Preset(
                "jscpd",
                "finds duplicated code in many languages",
                kind: .quality,
                program: ["jscpd"],
                .arguments([
                    "--silent", "--reporters=json", "--output={folder}/{name}",
                    "--ignore=**/.git/**,**/.assay/**,**/.venv/**,**/venv/**,**/node_modules/**,**/build/**,**/*.json,**/*.md",
                    "{arguments}", "{paths}",
                ]),
                [Preset.Output("{name}/jscpd-report.json", "jscpd")],
                defaultPaths: ["."],
                install: "pip install jscpd, or npm install --global jscpd"
            )
        ]
    )

    // https://interrogate.readthedocs.io/en/latest/: 1 below --fail-under.
    private static let interrogate = KnownTool(
        "interrogate",
        nil,
        outputs: [Output("interrogate", .stated)],
        presets: [
            Preset(
                "interrogate",
                "measures how much of Python's public names is documented",
                kind: .quality,
                program: ["interrogate"],
                .arguments(["-vv", "--fail-under=0", "--output={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.txt", "interrogate")],
                defaultPaths: ["."],
                install: "pip install interrogate"
            )
        ]
    )

    // https://gcovr.com/en/stable/
    private static let gcovr = KnownTool(
        "gcovr",
        nil,
        outputs: [Output("gcovr-json", .stated), Output("cobertura", .stated)],
        presets: [
            Preset(
                "gcovr",
                "gathers the coverage of C and C++ that was built with --coverage, once the tests have run",
                program: ["gcovr"],
                .arguments(["--print-summary", "--json={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "gcovr-json")],
                isIndependent: false,
                install: "apt install gcovr"
            )
        ]
    )

    // https://grafana.com/docs/k6/latest/reference/: 99 is a threshold of the script that does not hold.
    private static let k6 = KnownTool(
        "k6",
        nil,
        outputs: [Output("k6-summary", .stated)],
        presets: [
            Preset(
                "k6",
                "puts load on a system; name the script: paths: [load.js]",
                kind: .performance,
                program: ["k6"],
                .arguments(["run", "--no-usage-report", "--summary-export={report}", "{arguments}", "{paths}"]),
                [Preset.Output("{name}.json", "k6-summary")],
                isIndependent: false,
                versionArguments: ["version"],
                install: "https://grafana.com/docs/k6/latest/set-up/install-k6/"
            )
        ]
    )

    // https://docs.locust.io/en/stable/running-without-web-ui.html: 1 where a request failed.
    private static let locust = KnownTool(
        "locust",
        nil,
        outputs: [Output("locust-csv", .stated)],
        presets: [
            Preset(
                "locust",
                "puts load on a system; say how much: arguments: [--host=…, --users=10, --run-time=1m]",
                kind: .performance,
                program: ["locust"],
                .arguments(["--headless", "--csv={folder}/{name}", "{arguments}"]),
                [Preset.Output("{name}_stats.csv", "locust-csv")],
                isIndependent: false,
                install: "pip install locust"
            )
        ]
    )

    // https://github.com/dequelabs/axe-core-npm/tree/develop/packages/cli
    private static let axe = KnownTool(
        "axe",
        nil,
        outputs: [Output("axe", .stated)],
        presets: [
            Preset(
                "axe",
                "looks for barriers on pages; name them: arguments: [http://127.0.0.1:8080/]",
                kind: .e2e,
                program: ["npx", "--no-install", "--offline", "axe"],
                .arguments(["--save={report}", "{arguments}"]),
                [Preset.Output("{name}.json", "axe")],
                home: .directory,
                isIndependent: false,
                install: "npm install --save-dev @axe-core/cli"
            )
        ]
    )
}
