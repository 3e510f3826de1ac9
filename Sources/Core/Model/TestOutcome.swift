/// What became of a test in one run, its tries taken together.
package enum TestOutcome: UInt8, Sendable, Hashable, CaseIterable {
    case passed = 0
    /// Failed, or ended with an error, in the last try that ran.
    case failed = 1
    /// Passed in the end, after a try that failed.
    case flaky = 2
    case skipped = 3

    package init(_ test: TestCase) {
        switch test.status {
        case .passed: self = test.flaky ? .flaky : .passed
        case .failed, .error: self = .failed
        case .skipped: self = .skipped
        }
    }

    /// The word in files and in JSON.
    package var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .flaky: "flaky"
        case .skipped: "skipped"
        }
    }

    /// nil for a word that is none of the four.
    package init?(word: String) {
        guard let outcome = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = outcome
    }

    /// Of two results under one name the worse one tells more.
    var rank: Int {
        switch self {
        case .skipped: 0
        case .passed: 1
        case .flaky: 2
        case .failed: 3
        }
    }
}
