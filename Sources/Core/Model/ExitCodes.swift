/// What the exit codes of a step's command say of its work.
package struct ExitCodes: Sendable, Hashable {
    /// The command did its work: what it found, if anything, is in its reports.
    package var clean: Set<Int32>
    /// It did its work and found something: the gates over its reports decide what that means.
    package var findings: Set<Int32>

    package init(clean: Set<Int32> = [0], findings: Set<Int32> = []) {
        self.clean = clean
        self.findings = findings
    }

    /// How a try ended whose process left with this code by itself.
    package func outcome(of code: Int32) -> AttemptOutcome {
        if clean.contains(code) { return .passed }
        return findings.contains(code) ? .found(code: code) : .failed(.exit(code: code))
    }
}
