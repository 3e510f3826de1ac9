/// Where Assay's figures differ from those of the manifest on purpose, and why.
enum CorpusDifference {
    /// Files that are errors here: they state figures for which they hold no evidence.
    static let refused: [String: String] = [
        "junit/publish-unit-test-result-action__no-cases-but-tests.xml": "states 6 tests and holds no case",
        "cobertura/coverage-model__empty.xml": "states 63 of 82 lines and holds no class",
        "lcov/cargo-llvm-cov__link_dead_code.lcov.info": "states LF and LH, and holds no line",
        "lcov/cargo-llvm-cov__trybuild.lcov.info": "states LF and LH, and holds no line",
        "pylint-json/sarif-sdk__Pylint-01.json": "JSON in UTF-16, where RFC 8259 knows UTF-8 only",
        "cucumber-messages/analysis-model__issue55345.json": "the log of another tool, without a message of Cucumber",
        "clover/coverage-model__clover-declarative.xml": "declares totals and holds no file",
        "clover/test-reporter__empty_example.xml": "declares totals and holds no file",
        "stryker/coverage-model__mutation-report-no-files.json": "no mutant: there is no score of nothing",
    ]

    /// Tests that are counted otherwise: passed, failed, errors and skipped, with the reason.
    static let counted: [String: (counts: [Int], reason: String)] = [
        "junit/junitparser__no_fails.xml": (
            [2, 0, 1, 1], "declares a failure that no case has, which counts as an error"
        ),
        "tap/action__08-everything.tap": ([7, 6, 1, 7], "SKIPPED is no directive: only the word SKIP is"),
    ]

    /// Formats whose unit is not the manifest's, as the comparison in this folder says.
    static let otherUnit: [String: String] = [
        "trx": "inner results are parts of a result and not counted again",
        "tap": "a test that is planned and missing is an error",
        "clover": "conditions count as lines, told by their branches",
        "llvm-cov": "a line counts once, not once for each function on it",
        "locust-csv": "a history's percentiles are of its last seconds, and left out",
        "pytest-json-report": "an expected failure is skipped",
    ]
}
