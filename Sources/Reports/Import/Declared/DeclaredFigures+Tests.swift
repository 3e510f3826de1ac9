import Core

extension DeclaredFigures {
    /// Formats of test results.
    ///
    /// A total of tests alone contradicts nothing: only what is declared as failed counts.
    static let tests: Table = [
        "allure-result": [],
        "ctest": [],
        "ctrf": [],
        "cucumber-json": [],
        "cucumber-messages": [],
        "dart-json": [],
        "go-test-json": [],
        "jest-json": [],
        "junit": [],
        "mocha-json": [],
        "mochawesome": [],
        "nunit2": [],
        "nunit3": [],
        "playwright-json": [],
        "pytest-json-report": [],
        "robot": [],
        "rspec-json": [],
        "tap": [],
        "testng": [],
        "trx": [],
        "xunit": [],
    ]
}
