import Core

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
