package import Core
import Criteria
import Reports
import Scanning

/// The tests that cannot be believed, and those that are in quarantine.
package enum FlakyPage {
    /// The page.
    ///
    /// `owner`: who answers for a test; nil where the project names nobody at all.
    /// `now`: seconds since 1970.
    package static func view(
        _ address: Address,
        _ report: FlakyReport,
        quarantine: Quarantine,
        owner: ((TestKey) -> String?)?,
        now: Double
    ) -> View {
        let state = address.query["state"].flatMap { TestState(rawValue: $0) }
        let rows = report.rows.filter { state == nil || $0.state == state }.map { row in
            Self.row(row, quarantine, owner: owner?(row.key), now, address)
        }
        let counts = [TestState.flaky, .broken, .suspect].map { state in
            "\(report.rows.count { $0.state == state }) \(state.rawValue)"
        }
        var blocks = [View.Block("tests", "", .table(View.Table(columns, rows, empty: "Every test can be believed.")))]
        if !quarantine.entries.isEmpty {
            blocks.append(View.Block("quarantine", "In quarantine", .table(entries(quarantine, now))))
        }
        if !report.outages.isEmpty {
            blocks.append(
                View.Block(
                    "outages",
                    "Left out, as most tests failed in them",
                    .links(report.outages.map { View.Link($0.id, address.to(.run($0.id))) })
                )
            )
        }
        return View(
            "Flaky tests",
            lead: "\(counts.joined(separator: ", ")) of \(Display.count(report.tests, "test")), "
                + "by \(Display.count(report.runs, "run"))",
            filter: Choices([
                Choices.Field(
                    "state",
                    "State",
                    value: address.query["state"],
                    choices: ["flaky", "broken", "suspect"]
                ),
                Choices.Field("branch", "Branch", value: address.query["branch"]),
            ]),
            blocks: blocks
        )
    }

    private static let columns = [
        View.Column("test", "Test"), View.Column("state", "State"), View.Column("strip", "Last runs"),
        View.Column("evidence", "Evidence"), View.Column("failure_rate", "Failure rate", isNumber: true),
        View.Column("runs_blocked", "Runs blocked", isNumber: true),
        View.Column("seconds_lost", "Time lost", isNumber: true), View.Column("last", "Last in"),
        View.Column("owner", "Owner"), View.Column("quarantine", "Quarantine"),
    ]

    private static func row(
        _ row: FlakyReport.Row,
        _ quarantine: Quarantine,
        owner: String?,
        _ now: Double,
        _ address: Address
    ) -> [Cell] {
        let entry = quarantine.entries.first { $0.names(row.key) }
        let decision = entry.map { entry in
            entry.isInForce(at: now) ? "\(entry.owner), until \(entry.expires)" : "expired on \(entry.expires)"
        }
        return [
            TestsPage.name(row.key, address), Cell(row.state.rawValue, nil, .state(row.state)), .strip(row.strip),
            Cell(row.evidence.words), .share(row.evidence.posterior.mean), .count(row.runsBlocked),
            .seconds(row.secondsLost),
            .maybe(row.last) { Cell($0.id, link: address.to(.run($0.id))) }, .maybe(owner) { Cell($0) },
            .maybe(decision) { Cell($0) },
        ]
    }

    private static func entries(_ quarantine: Quarantine, _ now: Double) -> View.Table {
        View.Table(
            [
                View.Column("test", "Test"), View.Column("owner", "Owner"), View.Column("reason", "Reason"),
                View.Column("expires", "Last day"), View.Column("in_force", "In force"),
            ],
            quarantine.entries.map { entry in
                let holds = entry.isInForce(at: now)
                return [
                    Cell(entry.test, nil, .code), Cell(entry.owner), Cell(entry.reason), Cell("\(entry.expires)"),
                    Cell(holds ? "yes" : "no, expired", JSON(holds)),
                ]
            },
            empty: ""
        )
    }
}
