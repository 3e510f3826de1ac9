import Core

/// What importers note of a report's own words about itself; `Reconciliation` compares it with what is listed.
extension Report {
    /// Tests that the report says failed or had errors, both kinds in one sum as formats draw the line differently.
    ///
    /// `listed` where the importer counts in another way than the tally of the report: of a suite, or with the tries
    /// that were repeated. Of several such declarations the one that misses most counts; they never add up.
    mutating func declare(failures: Int?, errors: Int? = nil, listed: Int? = nil, of what: String = "the report") {
        guard failures != nil || errors != nil else { return }
        let (sum, overflowed) = max(0, failures ?? 0).addingReportingOverflow(max(0, errors ?? 0))
        note(.failedTests, overflowed ? .max : sum, listed: listed, "failed tests (\(what))")
    }

    /// The run of the tests as a whole failed, as `words` say: `the exit code is 2`.
    mutating func declareFailedRun(_ words: String) { note(.failedRun, 1, listed: nil, words) }

    /// Findings that the report says it has.
    mutating func declare(findings: Int?, listed: Int? = nil, _ what: String = "findings") {
        if let findings { note(.findings, findings, listed: listed, what) }
    }

    /// The scan says that it has found something, as `words` say: `'ok' is false`.
    mutating func declareFailedScan(_ words: String, listed: Int? = nil) {
        note(.failedScan, 1, listed: listed, words)
    }

    /// The share of lines, branches or the like that the report says is covered, beside the share that it lists.
    mutating func declare(covered share: Double, listed: Double, of what: String) {
        declarations.append(Declaration(.coveredShare, share, listed: listed, what))
    }

    /// Lines, branches or the like that the report says are not covered, beside those that it lists so.
    mutating func declare(uncovered: Int?, listed: Int, of what: String) {
        if let uncovered { note(.uncovered, uncovered, listed: listed, what) }
    }

    private mutating func note(_ kind: Declaration.Kind, _ declared: Int, listed: Int?, _ what: String) {
        declarations.append(Declaration(kind, Double(declared), listed: listed.map { Double($0) }, what))
    }
}
