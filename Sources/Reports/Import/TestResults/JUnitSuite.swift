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
    }

    struct Counts {
        var tests = 0
        var failed = 0
        var errors = 0
        var skipped = 0

        init() {}

        init(_ tally: TestTally) {
            tests = tally.total
            failed = tally.failed
            errors = tally.errors
            skipped = tally.skipped
        }

        static func - (left: Counts, right: Counts) -> Counts {
            var result = left
            result.tests -= right.tests
            result.failed -= right.failed
            result.errors -= right.errors
            result.skipped -= right.skipped
            return result
        }

        static func + (left: Counts, right: Counts) -> Counts {
            var result = left
            result.tests += right.tests
            result.failed += right.failed
            result.errors += right.errors
            result.skipped += right.skipped
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
    /// The tally when the element began.
    var before: TestTally
    /// What its inner suites hold.
    var nested = Counts()
    var labels: [String: String]

    /// Producers count a suite with or without its inner suites, and errors as failures or apart: each is accepted.
    func mismatches(all: Counts, own: Counts) -> [Mismatch] {
        func check(_ what: String, _ declared: Int?, _ accepted: Int...) -> Mismatch? {
            guard let declared, !accepted.contains(declared) else { return nil }
            return Mismatch(what: what, declared: declared, counted: accepted[0])
        }
        return [
            check("tests", declared.tests, all.tests, own.tests),
            check(
                "failures",
                declared.failures,
                all.failed,
                own.failed,
                all.failed + all.errors,
                own.failed + own.errors
            ),
            check("errors", declared.errors, all.errors, own.errors),
            check("skipped", declared.skipped, all.skipped, own.skipped),
        ].compactMap { $0 }
    }
}
