import Core

extension DeclaredFigures {
    /// Formats of coverage.
    ///
    /// Totals may differ honestly; shares, and what is declared as not covered, may not.
    static let coverage: Table = [
        "clover": [],
        "cobertura": [],
        "coverage-py": [],
        "dotcover-xml": [],
        "gcovr-json": [],
        "go-coverprofile": [],
        "istanbul": [],
        "istanbul-summary": [],
        "jacoco": [],
        "lcov": [],
        "llvm-cov": [],
        "opencover": [],
        "simplecov": [],
        "sonar-coverage": [],
    ]
}
