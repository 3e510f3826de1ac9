import Core
import Criteria

/// What the history says of a run, as headed lists: clean text, nothing escaped yet.
struct PastView {
    struct Section {
        var title: String
        /// Each with what is said of it, `nil` for nothing more.
        var rows: [(subject: String, detail: String?)]
        /// How many rows there are; more than are shown where the list was cut.
        var total: Int
    }

    /// Without empty ones.
    var sections: [Section]
    var remarks: [String]

    /// `listed` rows at most of each section.
    init(_ past: RunPast, listed: Int) {
        let comparison = past.comparison
        let since = comparison.previous.map { " since run \(CleanText.line($0.description))" } ?? ""
        sections = [
            Self.section("Alerts", past.alerts, listed, Self.alert),
            Self.section("New failures\(since)", comparison.newFailures, listed) { Self.change($0, isNew: true) },
            Self.section("Still failing", comparison.stillFailing, listed) { Self.change($0, isNew: false) },
            Self.section("Failures by cause", past.groups, listed, Self.group),
            Self.section("Fixed", comparison.fixed, listed) { Self.strip($0) },
            Self.section("Flaky", comparison.flaky, listed) { Self.strip($0) },
            Self.section("Quarantined: they decide nothing", past.quarantined, listed) { (Self.title($0), nil) },
            Self.section("New findings", past.findings.new, listed) { Self.finding($0, "") },
            Self.section("Fixed findings", past.findings.fixed, listed) { Self.finding($0, ", there since run") },
            Self.section("Findings known before", past.findings.known, min(listed, Self.knownFindings)) {
                Self.finding($0, ", since run")
            },
            Self.section("Newly slow", comparison.newlySlow, listed) { slower in
                (Self.title(slower.key), "\(Display.seconds(slower.seconds)), usually \(Display.seconds(slower.usual))")
            },
            Self.section("New tests", comparison.newTests, listed) { (Self.title($0), nil) },
            Self.section("Tests that are gone", comparison.removedTests, listed) { (Self.title($0), nil) },
        ].filter { $0.total > 0 }
        remarks = past.remarks.map { CleanText.line($0) }
    }

    private static func section<Value>(
        _ title: String,
        _ values: [Value],
        _ listed: Int,
        _ row: (Value) -> (String, String?)
    ) -> Section {
        let rows = values.prefix(listed).map { value in
            let (subject, detail) = row(value)
            return (subject: subject, detail: detail)
        }
        return Section(title: title, rows: rows, total: values.count)
    }

    private static func alert(_ alert: RaisedAlert) -> (String, String?) {
        let severity = alert.severity.map { " (\($0))" } ?? ""
        let ongoing = alert.isOngoing ? "; it held in the run before too" : ""
        let text = "\(alert.condition): \(alert.values)\(ongoing)"
        return (CleanText.line(alert.name + severity), CleanText.line(text))
    }

    private static func change(_ change: RunComparison.Change, isNew: Bool) -> (String, String?) {
        var parts = ["[\(change.strip)]"]
        if !isNew, let since = change.since { parts.append("since run \(since)") }
        if let passed = change.lastPassed { parts.append("passed last in run \(passed)") }
        return (title(change.key), CleanText.line(parts.joined(separator: ", ")))
    }

    private static func strip(_ change: RunComparison.Change) -> (String, String?) {
        (title(change.key), "[\(change.strip)]")
    }

    private static func group(_ group: FailureGroup) -> (String, String?) {
        let owner = group.owner.map { ", \($0)" } ?? ""
        let text = "\(Display.count(group.tests.count, "test")), first seen in run \(group.oldest)\(owner)"
        return (CleanText.line(group.signature), CleanText.line(text))
    }

    /// What is known already takes no more room than it needs to be remembered.
    private static let knownFindings = 3

    private static func finding(_ item: FindingChanges.Item, _ since: String) -> (String, String?) {
        let run = since.isEmpty ? "" : "\(since) \(item.since)"
        return (CleanText.line(item.title), CleanText.line("\(item.weight), by \(item.tool)\(run)"))
    }

    private static func title(_ key: TestKey) -> String { CleanText.line(key.title) }
}
