import Core

extension DeclaredFigures {
    /// Formats of test results.
    ///
    /// A total of tests alone contradicts nothing: only what is declared as failed counts.
    static let tests: Table = [
        "allure-result": [],
        "ctest": [],
        "ctrf": [.failedTests],
        "cucumber-json": [],
        "cucumber-messages": [.failedRun],
        "dart-json": [.failedRun],
        "go-test-json": [],
        "jest-json": [.failedTests, .failedRun],
        "junit": [.failedTests],
        "libcheck": [.failedRun],
        "mocha-json": [.failedTests],
        "mochawesome": [.failedTests],
        "nunit2": [.failedTests],
        "nunit3": [.failedTests, .failedRun],
        "playwright-json": [.failedTests],
        "pytest-json-report": [.failedTests, .failedRun],
        "robot": [.failedTests],
        "rspec-json": [.failedTests],
        "tap": [],
        "testng": [.failedTests],
        "trx": [.failedTests, .failedRun],
        "xunit": [.failedTests],
    ]
}
