/// One thing that a report says of itself as a whole, beside what it lists: a total, an exit code, a rate.
package struct Declaration: Sendable, Hashable {
    /// What is declared; it decides what follows where the report does not list it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Tests that failed or had errors: those that are not listed count as errors.
        case failedTests
        /// A run of tests that failed as a whole, by its exit code or its state: without a failed test, one error.
        case failedRun
        /// Findings, in all or of one severity: none of them listed is a contradiction, some a gap.
        case findings
        /// A scan that says by its exit code or a flag that there are findings: none listed is a contradiction.
        case failedScan
        /// A share that is covered, from 0 to 1: less than is listed is a contradiction.
        case coveredShare
        /// Lines, branches or the like that are not covered: more than are listed is a contradiction.
        case uncovered
    }

    package var kind: Kind
    /// What it is a number of, in words: `failed tests`, `findings of severity high`.
    package var what: String
    package var declared: Double
    /// The same as the report lists it; nil for what the reader counts itself: failed tests and findings.
    package var listed: Double?

    package init(_ kind: Kind, _ declared: Double, listed: Double? = nil, _ what: String) {
        self.kind = kind
        self.what = what
        self.declared = declared
        self.listed = listed
    }
}
