/// What the history says of a run, for its reports.
package struct RunPast: Sendable, Hashable {
    package var comparison: RunComparison
    /// The run's failures by what they have in common, the most frequent first.
    package var groups: [FailureGroup]
    package var alerts: [RaisedAlert]
    /// Listed in the quarantine; they decide nothing.
    package var quarantined: [TestKey]
    /// What scanners and linters found beside what they found before.
    package var findings: FindingChanges
    /// Figures of the newest runs of the line up to this one.
    package var trends: [Trend]
    /// What a reader has to know of the history itself: that it was made anew, that a clock ran backwards.
    package var remarks: [String]

    package init(
        comparison: RunComparison,
        groups: [FailureGroup] = [],
        alerts: [RaisedAlert] = [],
        quarantined: [TestKey] = [],
        findings: FindingChanges = FindingChanges(),
        trends: [Trend] = [],
        remarks: [String] = []
    ) {
        self.comparison = comparison
        self.groups = groups
        self.alerts = alerts
        self.quarantined = quarantined
        self.findings = findings
        self.trends = trends
        self.remarks = remarks
    }
}

/// An alert of `metrics_dashboard.alerts` whose condition holds.
package struct RaisedAlert: Sendable, Hashable {
    package var name: String
    package var severity: String?
    /// The condition as it was written.
    package var condition: String
    /// The values that it was judged on: `coverage 81.2%, previous(coverage) 88.0% (the median of 5 runs)`.
    package var values: String
    /// Whether it held in the run before too: what is known already need not be told again.
    package var isOngoing: Bool
    /// The same for one alert on one line of runs as long as it stands: whoever tells people tells each key once.
    package var key: String

    /// That of an alert on the line of a branch.
    package static func key(of name: String, branch: String?) -> String { "\(name)@\(branch ?? "")" }

    package init(
        name: String,
        severity: String?,
        condition: String,
        values: String,
        isOngoing: Bool,
        key: String = ""
    ) {
        self.name = name
        self.severity = severity
        self.condition = condition
        self.values = values
        self.isOngoing = isOngoing
        self.key = key
    }
}

/// Failures of one run with one signature.
package struct FailureGroup: Sendable, Hashable {
    package var signature: String
    package var tests: [TestKey]
    /// The oldest run in sight that had a failure of this signature; this run itself where none had.
    package var oldest: RunComparison.RunName
    /// Who answers for the file of the first test that has an owner.
    package var owner: String?

    package init(signature: String, tests: [TestKey], oldest: RunComparison.RunName, owner: String? = nil) {
        self.signature = signature
        self.tests = tests
        self.oldest = oldest
        self.owner = owner
    }
}
