package import Core
import Criteria
import Reports
import Scanning

/// All projects, one a row.
package enum HomePage {
    package struct Project: Sendable {
        package var name: String
        package var branch: String?
        /// Of the branch, newest first, of the last days that the page shows.
        package var runs: [HistoricRun]
        /// The newest run of any age.
        package var newest: HistoricRun?
        /// Of the newest run that measured it, as a share.
        package var coverage: Double?
        package var flaky: Int
        package var broken: Int

        package init(
            name: String,
            branch: String?,
            runs: [HistoricRun],
            newest: HistoricRun?,
            coverage: Double?,
            flaky: Int,
            broken: Int
        ) {
            self.name = name
            self.branch = branch
            self.runs = runs
            self.newest = newest
            self.coverage = coverage
            self.flaky = flaky
            self.broken = broken
        }
    }

    /// Days that a row tells of; a project without a run in them is inactive.
    package static let days = 10

    package static func view(_ projects: [Project]) -> View {
        let active = projects.filter { !$0.runs.isEmpty }
        let quiet = projects.filter(\.runs.isEmpty)
        var blocks = [
            View.Block("projects", "", .table(rows(active, empty: "No project has had a run in \(days) days.")))
        ]
        if !quiet.isEmpty {
            let rows = Self.rows(quiet, empty: "")
            blocks.append(View.Block("inactive", "Without a run in \(days) days", .table(rows)))
        }
        let red = active.count { $0.newest?.verdict?.blocks ?? false }
        let lead =
            projects.isEmpty
            ? "No project yet: `assay push` sends a run here."
            : "\(Display.count(active.count, "active project")), \(red == 0 ? "all green" : "\(red) held back")"
        return View("Projects", lead: lead, blocks: blocks)
    }

    private static func rows(_ projects: [Project], empty: String) -> View.Table {
        let columns = [
            View.Column("project", "Project"), View.Column("verdict", "Verdict"), View.Column("branch", "Branch"),
            View.Column("tests", "Tests", isNumber: true), View.Column("pass_rate", "Pass rate", isNumber: true),
            View.Column("pass_rates", "Pass rate, \(days) days"),
            View.Column("coverage", "Coverage", isNumber: true), View.Column("flaky", "Flaky", isNumber: true),
            View.Column("broken", "Broken", isNumber: true), View.Column("runs_a_day", "Runs a day", isNumber: true),
            View.Column("last", "Last run"),
        ]
        return View.Table(columns, projects.map { row($0) }, empty: empty)
    }

    private static func row(_ project: Project) -> [Cell] {
        let newest = project.newest
        let rates = project.runs.reversed().compactMap(\.passRate)
        let perDay = Double(project.runs.count) / Double(days)
        let name = Cell(project.name, link: Address(.overview, of: project.name))
        let tests = Cell.maybe(newest) { .count($0.tally.total) }
        let past = Cell("", JSON(rates.map { JSON($0) }), .line(rates))
        let last = Cell.maybe(newest) { run in
            Cell(Words.time(run.started), JSON(run.started), link: Address(.run(run.id), of: project.name))
        }
        return [
            name, .verdict(newest?.verdict), .maybe(project.branch) { Cell($0) }, tests, .share(newest?.passRate), past,
            .share(project.coverage), .count(project.flaky), .count(project.broken),
            Cell(Words.figure(perDay, .count), JSON(perDay)), last,
        ]
    }
}
