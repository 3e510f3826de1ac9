import Core
import Scanning

/// An open `testsuite` or `testsuites` element.
struct JUnitSuite {
    /// Suite properties that hold for each of its cases, as they name the cell that the cases stand for.
    static let inherited: Set<String> = [
        "from", "to", "scenario", "journey", "browser", "device", "orientation", "contract", "dependency",
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

/// What is worth saying of a JUnit document beyond its figures.
struct JUnitRemarks {
    var declaredTests = 0
    /// Problems reported outside of any case.
    var outside = 0
    /// Cases with results of repeated tries, but none of the last one.
    var onlyReruns = 0
    /// Cases whose details were not kept.
    var undetailed = 0
    /// Cases whose time is not a number of seconds.
    var oddTimes = 0
    /// Messages of results read so far.
    var messages = 0
    private var kept = 0
    private var keptSkipped = 0
    private var mismatches: [(text: String, what: String, others: Int)] = []

    mutating func note(_ mismatch: JUnitSuite.Mismatch, of suite: String?, isRoot: Bool) {
        let place = isRoot ? "the report" : "suite '\(suite ?? "")'"
        let verb = "declares \(mismatch.declared) \(mismatch.what) and lists \(mismatch.counted)"
        if let index = mismatches.firstIndex(where: { $0.what == mismatch.what }) {
            mismatches[index].others += 1
            if isRoot { mismatches[index].text = "\(place) \(verb)" }
        } else {
            mismatches.append(("\(place) \(verb)", mismatch.what, 0))
        }
    }

    /// Whether the details of one more such case are kept; counts the case if not.
    mutating func room(for status: TestCase.Status) -> Bool {
        if status == .skipped { keptSkipped += 1 } else { kept += 1 }
        let fits = (status == .skipped ? keptSkipped : kept) <= JUnitReader.detailLimit
        if !fits { undetailed += 1 }
        return fits
    }

    func add(to report: inout Report, total: Int) {
        if total == 0 {
            if declaredTests > 0 {
                report.fail("declares \(declaredTests) tests and lists none: nothing shows how they ended")
            } else {
                report.warn("no test case")
            }
            return
        }
        for mismatch in mismatches {
            let others = mismatch.others == 0 ? "" : " (\(mismatch.others) more suites do not add up either)"
            report.warn("\(mismatch.text); what is listed counts\(others)")
        }
        if outside > 0 { report.warn("\(outside) errors reported outside of a test case count as one case each") }
        if onlyReruns > 0 {
            report.warn("\(onlyReruns) cases tell of failed tries without a final failure: counted as passed")
        }
        if oddTimes > 0 { report.note("\(oddTimes) cases state a time that is no number of seconds") }
        if undetailed > 0 {
            report.note("\(undetailed) further cases that did not pass are counted, but kept without details")
        }
    }
}
