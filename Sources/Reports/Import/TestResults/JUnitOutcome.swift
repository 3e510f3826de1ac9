import Core

/// How one case ended, as far as it has been read.
struct JUnitOutcome {
    var status = TestCase.Status.passed
    var isFlaky = false
    var hasReruns = false
    /// Elements that tell of an earlier try.
    var tries = 0
    /// Elements that tell of a failure or an error; tools count these or the cases.
    var problems = 0
    var hasWarning = false
    var message: String?
    /// What an earlier try said that failed.
    var tryMessage: String?
    /// The text of the result element itself, beside its `message`.
    var hasText = false
    var properties: [String: String] = [:]
    /// What the case wrote, and the files that it names there.
    var output: String?
    var attachments: [String] = []
    /// Seconds given as a child element.
    var seconds: Double?

    var isBad: Bool { status == .failed || status == .error }

    /// The worst result counts: error over failure over skipped over passed.
    mutating func worsen(to other: TestCase.Status) -> Bool {
        guard Self.rank(other) > Self.rank(status) else { return false }
        status = other
        return true
    }

    private static func rank(_ status: TestCase.Status) -> Int {
        switch status {
        case .passed: 0
        case .skipped: 1
        case .failed: 2
        case .error: 3
        }
    }
}
