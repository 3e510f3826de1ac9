package import Core
import Reports
import Scanning

/// The runs of a project.
package enum RunsPage {
    /// So many on a page.
    package static let listed = 50

    /// What a reader has chosen.
    package struct Choice: Sendable {
        package var branch: String?
        package var verdict: Verdict?
        package var text: String?
        /// Runs that began before this, in seconds since 1970, and with `run` those of this very time that stand behind it.
        package var before: Double?
        package var run: String?

        package init(_ query: Query) {
            branch = query["branch"]
            verdict = query["verdict"].flatMap { Verdict(rawValue: $0) }
            text = query["q"]?.lowercased()
            before = query["before"].flatMap { Double($0) }
            run = query["run"]
        }

        package func includes(_ run: HistoricRun) -> Bool {
            if let branch, run.branch != branch { return false }
            if let verdict, run.verdict != verdict { return false }
            guard let text else { return true }
            return [run.id, run.commit ?? "", run.branch ?? "", run.tag ?? "", run.trigger]
                .contains { $0.lowercased().contains(text) }
        }
    }

    /// `runs`: newest first, those that the choice includes, one more than are listed where there are more.
    package static func view(_ address: Address, _ runs: [HistoricRun], branches: [String]) -> View {
        let shown = Array(runs.prefix(listed))
        var next: Address?
        if runs.count > listed, let last = shown.last {
            next = address.to(.runs, address.query.with("before", "\(last.started)").with("run", last.id))
        }
        let query = address.query
        return View(
            "Runs",
            filter: Choices([
                Choices.Field("branch", "Branch", value: query["branch"], choices: branches),
                Choices.Field("verdict", "Verdict", value: query["verdict"], choices: Verdict.allCases.map(\.rawValue)),
                Choices.Field("q", "Id, commit or trigger", value: query["q"]),
            ]),
            blocks: [
                View.Block("runs", "", .table(RunTable.of(shown, address, next: next))),
                View.Block("ways", "", .links([View.Link("Compare two runs", address.to(.compare))])),
            ]
        )
    }
}

/// Runs, one a row.
enum RunTable {
    static func of(_ runs: [HistoricRun], _ address: Address, next: Address? = nil) -> View.Table {
        let columns = [
            View.Column("run", "Run"), View.Column("verdict", "Verdict"), View.Column("started", "Started, UTC"),
            View.Column("branch", "Branch"), View.Column("commit", "Commit"),
            View.Column("tests", "Tests", isNumber: true), View.Column("failed", "Failed", isNumber: true),
            View.Column("flaky", "Flaky", isNumber: true), View.Column("seconds", "Took", isNumber: true),
            View.Column("compare", "Compare"),
        ]
        let rows = runs.enumerated().map { index, run in
            let before = runs.indices.contains(index + 1) ? runs[index + 1] : nil
            return row(run, before, address)
        }
        return View.Table(columns, rows, empty: "No such run.", next: next)
    }

    private static func row(_ run: HistoricRun, _ before: HistoricRun?, _ address: Address) -> [Cell] {
        let tally = run.tally
        let branch = Cell.maybe(run.branch) { Cell($0 + (run.isChange ? " (change)" : ""), JSON($0)) }
        let commit = Cell.maybe(run.commit) { Cell(Words.commit($0), JSON($0), .code) }
        let other = Cell.maybe(before) { before in
            let query = Query().with("a", before.id).with("b", run.id)
            return Cell("with the one before", JSON(before.id), link: address.to(.compare, query))
        }
        return [
            Cell(run.id, link: address.to(.run(run.id))), .verdict(run.verdict), .time(run.started), branch, commit,
            .count(tally.total), .count(tally.failed + tally.errors), .count(tally.flaky), .seconds(run.seconds), other,
        ]
    }
}
