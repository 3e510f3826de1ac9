import Core

/// What is worth saying of a JUnit document beyond its figures, and beyond what is said of every report of tests.
struct JUnitRemarks {
    /// Cases with results of repeated tries, but none of the last one.
    var onlyReruns = 0
    /// Cases whose time is not a number of seconds.
    var oddTimes = 0
    /// Messages of results read so far.
    var messages = 0
    /// Bytes of output that are kept.
    var output = 0
    /// The first element in a suite that sounds like a test of a dialect that is not known.
    var foreign: String?
    private var mismatches: [(text: String, what: String, others: Int)] = []
    /// Cases with a warning of PHPUnit, the first few by name.
    private var warned = 0
    private var warnedNames: [String] = []

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

    mutating func warn(_ name: String?) {
        warned += 1
        if warnedNames.count < 3 { warnedNames.append(name ?? "") }
    }

    /// Hands all of it to the collector, which says it where the report holds cases.
    func add(to tests: inout TestCollector) {
        for mismatch in mismatches {
            let others = mismatch.others == 0 ? "" : " (\(mismatch.others) more suites do not add up either)"
            tests.warn("\(mismatch.text); what is listed counts\(others)")
        }
        if onlyReruns > 0 {
            tests.warn("\(onlyReruns) cases tell of failed tries without a final failure: counted as passed")
        }
        if warned > 0 {
            let more = warned > warnedNames.count ? " and \(warned - warnedNames.count) more" : ""
            let (verb, count) = warned == 1 ? ("has", "counts") : ("have", "count")
            tests.warn(
                "\(warned) of the cases \(verb) a warning and \(count) as passed: "
                    + warnedNames.joined(separator: ", ") + more
            )
        }
        if oddTimes > 0 { tests.note("\(oddTimes) cases state a time that is no number of seconds") }
    }
}
