import Core
import Scanning

/// An open `testsuite` or `testsuites` element.
struct JUnitSuite {
    /// Suite properties that hold for each of its cases, as they name the cell that the cases stand for.
    static let inherited: Set<String> = [
        "from", "to", "scenario", "journey", "browser", "browser_version", "device", "orientation", "emulated",
        "contract", "dependency",
    ]

    /// What the element says of itself.
    struct Declared {
        var tests: Int?
        var failures: Int?
        var errors: Int?
        var skipped: Int?

        /// Failures and errors; what is negative or beyond all bounds is nothing that anybody counted.
        var bad: Int { Self.bounded(failures) + Self.bounded(errors) }

        static func bounded(_ count: Int?) -> Int { min(max(0, count ?? 0), 1_000_000_000) }
    }

    struct Counts {
        var tests = 0
        var failed = 0
        var errors = 0
        var skipped = 0
        var flaky = 0
        /// Elements of failures, errors and failed tries.
        var elements = 0

        init() {}

        init(_ tally: TestTally, _ elements: Int) {
            tests = tally.total
            failed = tally.failed
            errors = tally.errors
            skipped = tally.skipped
            flaky = tally.flaky
            self.elements = elements
        }

        static func - (left: Counts, right: Counts) -> Counts {
            var result = left
            result.tests -= right.tests
            result.failed -= right.failed
            result.errors -= right.errors
            result.skipped -= right.skipped
            result.flaky -= right.flaky
            result.elements -= right.elements
            return result
        }

        static func + (left: Counts, right: Counts) -> Counts {
            var result = left
            result.tests += right.tests
            result.failed += right.failed
            result.errors += right.errors
            result.skipped += right.skipped
            result.flaky += right.flaky
            result.elements += right.elements
            return result
        }
    }

    /// A declared total that no way of counting gives.
    struct Mismatch {
        var what: String
        var declared: Int
        var counted: Int
    }

    /// How many elements were open inside of it at its start, itself included.
    var depth: Int
    var name: ByteRange?
    var declared: Declared
    /// What had been counted when the element began.
    var before: Counts
    /// What its inner suites hold.
    var nested = Counts()
    /// Its inner suites, and those of them that declare something bad or skipped: Node.js counts each as a test.
    var inner = 0
    var badInner = 0
    var skippedInner = 0
    var labels: [String: String]
    /// The word in which the element says that it failed.
    var state: String?

    /// What is declared as failed, and what is listed in the way of counting that gives most; nil if nothing is missing.
    func missing(all: Counts, own: Counts) -> (declared: Int, listed: Int)? {
        let bad = all.failed + all.errors
        // Errors may be counted among the failures too.
        let failures = Declared.bounded(declared.failures)
        let isWithin = failures == bad && Declared.bounded(declared.errors) <= all.errors
        let said = isWithin ? failures : declared.bad
        let listed = max(bad + all.flaky, all.elements, own.failed + own.errors + badInner)
        return said > listed ? (declared: said, listed: listed) : nil
    }

    /// Producers count a suite with or without its inner suites, errors as failures or apart, tests that passed at a
    /// later try as failures or not: each is accepted.
    func mismatches(all: Counts, own: Counts) -> [Mismatch] {
        func check(_ what: String, _ declared: Int?, _ accepted: Int...) -> Mismatch? {
            guard let declared, !accepted.contains(declared) else { return nil }
            return Mismatch(what: what, declared: declared, counted: accepted[0])
        }
        return [
            check("tests", declared.tests, all.tests, own.tests, own.tests + inner),
            check(
                "failures",
                declared.failures,
                all.failed,
                own.failed,
                all.failed + all.errors,
                own.failed + own.errors,
                all.failed + all.flaky,
                all.failed + all.errors + all.flaky,
                all.elements,
                own.failed + own.errors + badInner
            ),
            check("errors", declared.errors, all.errors, own.errors),
            check("skipped", declared.skipped, all.skipped, own.skipped, own.skipped + skippedInner),
        ].compactMap { $0 }
    }
}
