/// The tests of one or several reports: tallies of all of them, and the cases that somebody will ask about.
package struct TestResults: Sendable, Equatable {
    package var tally: TestTally
    /// Every case that did not simply pass, and every case that carries properties; all cases where asked for.
    package var cases: [TestCase]
    /// Identities of passed tests that are not among the cases, where the report may be one of several tries.
    package var passed: [UInt64]
    /// Failures that decide nothing, and so stand among the skipped cases while gates are judged; of no file.
    package var excused = 0

    package init(tally: TestTally = TestTally(), cases: [TestCase] = [], passed: [UInt64] = []) {
        self.tally = tally
        self.cases = cases
        self.passed = passed
    }
}

/// Counts of test cases; every case counts once: error over failure over skipped over passed.
package struct TestTally: Sendable, Hashable {
    package var passed: Int
    package var failed: Int
    package var errors: Int
    package var skipped: Int
    /// Passed in the end, after a failed try; part of `passed`.
    package var flaky: Int
    /// Sum of the cases' times in seconds.
    package var duration: Double

    package init(
        passed: Int = 0,
        failed: Int = 0,
        errors: Int = 0,
        skipped: Int = 0,
        flaky: Int = 0,
        duration: Double = 0
    ) {
        self.passed = passed
        self.failed = failed
        self.errors = errors
        self.skipped = skipped
        self.flaky = flaky
        self.duration = duration
    }

    package var total: Int { passed + failed + errors + skipped }
    /// Cases that really ran: all but the skipped ones.
    package var executed: Int { passed + failed + errors }

    package static func + (left: TestTally, right: TestTally) -> TestTally {
        TestTally(
            passed: left.passed + right.passed,
            failed: left.failed + right.failed,
            errors: left.errors + right.errors,
            skipped: left.skipped + right.skipped,
            flaky: left.flaky + right.flaky,
            duration: left.duration + right.duration
        )
    }

    /// Without what other tries have counted; the time they took stays.
    static func - (left: TestTally, right: TestTally) -> TestTally {
        TestTally(
            passed: left.passed - right.passed,
            failed: left.failed - right.failed,
            errors: left.errors - right.errors,
            skipped: left.skipped - right.skipped,
            flaky: left.flaky - right.flaky,
            duration: left.duration
        )
    }

    package mutating func count(_ status: TestCase.Status, flaky isFlaky: Bool, seconds: Double) {
        switch status {
        case .passed: passed += 1
        case .failed: failed += 1
        case .error: errors += 1
        case .skipped: skipped += 1
        }
        if isFlaky { flaky += 1 }
        if seconds.isFinite, seconds > 0 { duration += seconds }
    }
}

/// Takes every test case of a report, in its order, while the report is read: what is kept is only what gates ask about.
///
/// A report that turns out to be broken may have given some cases before: they are no evidence then.
package typealias TestSink = @Sendable (TestCase) -> Void

/// One test case with its result.
package struct TestCase: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case passed
        case failed
        case error
        case skipped
    }

    package var suite: String?
    package var className: String?
    package var name: String
    package var file: String?
    package var line: Int?
    package var status: Status
    package var flaky: Bool
    /// Which try it was, from 1, where the tool tells of several; not kept in a summary.
    package var attempt: Int?
    /// Seconds; nil where the report gives none or nonsense.
    package var seconds: Double?
    /// The failure's message and the first lines of its text, cleaned of control characters and bounded.
    package var message: String?
    package var properties: [String: String]
    /// What it wrote, where it failed: bounded, with a terminal's colours and no other control characters.
    package var output: String?
    /// The project's file in which it failed, where its message alone names one, and by a path of the step's folder.
    package var failedIn: String?
    /// Files that it names as its own, such as screenshots: as the report writes their paths.
    package var attachments: [String]

    package init(
        suite: String? = nil,
        className: String? = nil,
        name: String,
        file: String? = nil,
        line: Int? = nil,
        status: Status,
        flaky: Bool = false,
        attempt: Int? = nil,
        seconds: Double? = nil,
        message: String? = nil,
        properties: [String: String] = [:],
        output: String? = nil,
        failedIn: String? = nil,
        attachments: [String] = []
    ) {
        self.suite = suite
        self.className = className
        self.name = name
        self.file = file
        self.line = line
        self.status = status
        self.flaky = flaky
        self.attempt = attempt
        self.seconds = seconds
        self.message = message
        self.properties = properties
        self.output = output
        self.failedIn = failedIn
        self.attachments = attachments
    }

    /// `class name`, or the name alone.
    package var title: String {
        if let className, !className.isEmpty { "\(className) \(name)" } else { name }
    }
}
