/// Runners of tests in Go, Rust, Swift, C and C++.
extension KnownTool {
    static let compiledRunners: [KnownTool] = [go, nextest, cargo, swift, ctest]

    // https://pkg.go.dev/cmd/test2json
    private static let go = KnownTool(
        "go test",
        nil,
        outputs: [Output("go-test-json", .stated), Output("go-coverprofile", .stated)],
        selection: .goTest,
        presets: [
            Preset(
                "go-test",
                "runs Go's tests and measures their coverage",
                program: ["go"],
                .script("{program} test -json -coverprofile={report2} {arguments} {packages} > {report}"),
                [Preset.Output("{name}.json", "go-test-json"), Preset.Output("{name}.cover", "go-coverprofile")],
                home: .directory,
                versionArguments: ["version"],
                install: "https://go.dev/dl"
            )
        ]
    )

    // https://nexte.st/docs/machine-readable/junit
    private static let nextest = KnownTool(
        "cargo-nextest",
        nil,
        outputs: [Output("junit", .stated)],
        presets: [
            Preset(
                "cargo-nextest",
                "runs Rust's tests by cargo-nextest",
                program: ["cargo"],
                .script(
                    """
                    settings="$PWD/"{folder}/{name}.toml
                    printf '[profile.default.junit]\\npath = "%s"\\n' "$PWD/"{report} > "$settings"
                    {program} nextest run --tool-config-file "assay:$settings" {arguments}
                    """
                ),
                [Preset.Output("{name}.xml", "junit")],
                home: .directory,
                install: "cargo install cargo-nextest --locked"
            )
        ]
    )

    // https://doc.rust-lang.org/cargo/commands/cargo-test.html: its text is the only form of its results that is stable.
    private static let cargo = KnownTool(
        "cargo test",
        nil,
        outputs: [Output("tap", .stated)],
        presets: [
            Preset(
                "cargo-test",
                "runs Rust's tests; its output becomes TAP, checked against the numbers that it states",
                program: ["cargo"],
                .script(
                    """
                    code=0
                    {program} test --no-fail-fast --color=never {arguments} > {report}.txt 2>&1 || code=$?
                    cat {report}.txt
                    awk '/^running [0-9]+ tests?$/ { stated += $2 }
                      /^test .* \\.\\.\\. (ok|FAILED|ignored)/ {
                        name = $0; sub(/^test /, "", name); sub(/ \\.\\.\\. .*/, "", name); gsub(/#/, "", name)
                        result = $0; sub(/.* \\.\\.\\. /, "", result); seen += 1
                        if (result ~ /^ok/) print "ok " seen " - " name
                        else if (result ~ /^ignored/) print "ok " seen " - " name " # SKIP ignored"
                        else print "not ok " seen " - " name
                      }
                      END { print "1.." stated + 0 }' {report}.txt > {report}
                    exit $code
                    """
                ),
                [Preset.Output("{name}.tap", "tap")],
                home: .directory,
                install: "https://rustup.rs"
            )
        ]
    )

    // https://github.com/swiftlang/swift-package-manager/blob/main/Documentation/Usage.md
    private static let swift = KnownTool(
        "swift test",
        nil,
        outputs: [Output("junit", .stated), Output("llvm-cov", .stated)],
        presets: [
            Preset(
                "swift-test",
                "runs Swift's tests: those of XCTest, those of Swift Testing",
                program: ["swift"],
                .arguments(["test", "--xunit-output", "{report}", "{arguments}"]),
                [Preset.Output("{name}.xml", "junit", pattern: "{name}{.xml,-swift-testing.xml}")],
                home: .directory,
                install: "https://www.swift.org/install"
            ),
            Preset(
                "swift-test-coverage",
                "runs Swift's tests and measures their coverage",
                program: ["swift"],
                .script(
                    """
                    code=0
                    {program} test --enable-code-coverage --xunit-output {report} {arguments} || code=$?
                    cp "$({program} test --show-codecov-path {arguments})" {report2}
                    exit $code
                    """
                ),
                [
                    Preset.Output("{name}.xml", "junit", pattern: "{name}{.xml,-swift-testing.xml}"),
                    Preset.Output("{name}-coverage.json", "llvm-cov"),
                ],
                home: .directory,
                install: "https://www.swift.org/install"
            ),
        ]
    )

    // https://cmake.org/cmake/help/latest/manual/ctest.1.html: --output-junit since 3.21, relative to the build folder.
    private static let ctest = KnownTool(
        "ctest",
        nil,
        outputs: [Output("junit", .stated), Output("ctest", .stated)],
        presets: [
            Preset(
                "ctest",
                "runs the tests of a folder that CMake has built (3.21 or newer)",
                program: ["ctest"],
                .script(
                    "{program} --test-dir {paths} --no-tests=error --output-on-failure --output-junit \"$PWD/\"{report} {arguments}"
                ),
                [Preset.Output("{name}.xml", "junit")],
                defaultPaths: ["build"],
                home: .directory,
                isIndependent: false,
                install: "apt install cmake"
            )
        ]
    )
}
