import Core

/// What the words mean in which dialects of JUnit XML say how a case ended; whatever is not here is an error.
enum JUnitWords {
    /// Of attributes, in small letters.
    static let results: [String: TestCase.Status] = [
        "run": .passed, "passed": .passed, "pass": .passed, "completed": .passed, "complete": .passed,
        "success": .passed, "successful": .passed, "succeeded": .passed, "ok": .passed, "done": .passed,
        "finished": .passed, "executed": .passed, "warning": .passed, "xpass": .passed, "xpassed": .passed,
        "failed": .failed, "fail": .failed, "failure": .failed, "error": .error, "errored": .error, "broken": .error,
        "crashed": .error, "timeout": .error, "timedout": .error, "aborted": .error, "killed": .error,
        "interrupted": .error, "panicked": .error, "undefined": .error, "skipped": .skipped, "skip": .skipped,
        "ignored": .skipped, "disabled": .skipped, "pending": .skipped, "notrun": .skipped, "not_run": .skipped,
        "suppressed": .skipped, "todo": .skipped, "untested": .skipped, "inconclusive": .skipped, "xfail": .skipped,
        "xfailed": .skipped,
    ]

    /// Of elements inside a case, in small letters; elements of other names are no result.
    static let elements: [String: TestCase.Status] = [
        "failure": .failed, "failed": .failed, "fail": .failed, "error": .error, "errored": .error, "broken": .error,
        "crashed": .error, "timeout": .error, "aborted": .error, "skipped": .skipped, "skip": .skipped,
        "ignored": .skipped, "disabled": .skipped,
    ]
}
