package import Core
import Criteria
import Reports
import Scanning

/// One run, from what the history knows of it.
package enum RunPage {
    private static let listed = 200

    package struct Facts: Sendable {
        /// With all that is kept of it but the tests.
        package var record: HistoricRecord
        package var failures: [HistoricFailure]
        package var findings: [HistoricFinding]
        /// Whether the run's own report can be shown.
        package var hasReport: Bool

        package init(
            record: HistoricRecord,
            failures: [HistoricFailure],
            findings: [HistoricFinding],
            hasReport: Bool
        ) {
            self.record = record
            self.failures = failures
            self.findings = findings
            self.hasReport = hasReport
        }
    }

    package static func view(_ address: Address, _ facts: Facts) -> View {
        let run = facts.record.run
        var blocks = [View.Block("figures", "", .tiles(tiles(run)))]
        if facts.hasReport {
            let link = View.Link("The whole report of this run", address.to(.report(run.id)))
            blocks.insert(View.Block("links", "", .links([link])), at: 0)
        }
        blocks.append(View.Block("gates", "Gates", .tiles(GateTiles.all([facts.record], address))))
        blocks.append(View.Block("failures", "What was no plain pass", .table(failures(facts, address))))
        if !facts.record.criteria.isEmpty {
            blocks.append(View.Block("criteria", "Criteria", .table(criteria(facts.record))))
        }
        if !facts.record.steps.isEmpty { blocks.append(View.Block("steps", "Steps", .table(steps(facts.record)))) }
        if !facts.findings.isEmpty { blocks.append(View.Block("findings", "Findings", .table(findings(facts)))) }
        if !facts.record.figures.isEmpty {
            blocks.append(View.Block("measured", "What was measured", .table(figures(facts.record))))
        }
        let place = [run.branch, run.tag, run.commit.map { Words.commit($0) }, run.machine].compactMap(\.self)
        return View(
            "Run \(run.id)",
            lead: ([run.verdict.map(Display.word) ?? "not judged", Words.time(run.started) + " UTC"] + place)
                .joined(separator: " · "),
            verdict: run.verdict,
            blocks: blocks
        )
    }

    private static func tiles(_ run: HistoricRun) -> [View.Tile] {
        let tally = run.tally
        return [
            View.Tile("tests", "Tests", .count(tally.total), detail: "\(tally.skipped) skipped"),
            View.Tile("pass_rate", "Pass rate", .share(run.passRate)),
            View.Tile("failed", "Failed", .count(tally.failed + tally.errors), detail: "\(tally.flaky) flaky"),
            View.Tile("seconds", "Took", .seconds(run.seconds)),
        ]
    }

    private static func failures(_ facts: Facts, _ address: Address) -> View.Table {
        let rows = facts.failures.prefix(listed).map { failure -> [Cell] in
            let text = failure.message?.split(whereSeparator: \.isNewline).first.map(String.init)
            return [
                TestsPage.name(failure.key, address), Cell(failure.outcome.word),
                .maybe(text) { Cell(String($0.prefix(300)), JSON($0), .code) },
            ]
        }
        return View.Table(
            [View.Column("test", "Test"), View.Column("outcome", "Outcome"), View.Column("message", "Message")],
            Array(rows),
            empty: "Every test that was executed passed."
        )
    }

    private static func criteria(_ record: HistoricRecord) -> View.Table {
        let sorted = record.criteria.sorted { ($1.verdict, $0.path) < ($0.verdict, $1.path) }
        return View.Table(
            [View.Column("criterion", "Criterion"), View.Column("verdict", "Verdict")],
            sorted.map { [Cell($0.path, nil, .code), .verdict($0.verdict)] },
            empty: ""
        )
    }

    private static func steps(_ record: HistoricRecord) -> View.Table {
        View.Table(
            [
                View.Column("step", "Step"), View.Column("component", "Component"), View.Column("passed", "Ended"),
                View.Column("seconds", "Took", isNumber: true),
            ],
            record.steps.map { step in
                [
                    Cell(step.name), .maybe(step.component) { Cell($0) },
                    Cell(step.passed ? "passed" : "failed", JSON(step.passed), .verdict(step.passed ? .pass : .fail)),
                    .seconds(step.seconds),
                ]
            },
            empty: ""
        )
    }

    private static func findings(_ facts: Facts) -> View.Table {
        View.Table(
            [
                View.Column("rule", "Rule"), View.Column("severity", "Severity"), View.Column("tool", "Tool"),
                View.Column("file", "File or package"), View.Column("message", "Message"),
            ],
            facts.findings.prefix(listed).map { finding in
                [
                    Cell(finding.rule), Cell(finding.severity.rawValue), Cell(finding.tool),
                    Cell(finding.file.isEmpty ? finding.package : finding.file, nil, .code), Cell(finding.message),
                ]
            },
            empty: ""
        )
    }

    private static func figures(_ record: HistoricRecord) -> View.Table {
        View.Table(
            [View.Column("figure", "Figure"), View.Column("value", "Value", isNumber: true)],
            record.figures.prefix(listed).map { figure in
                [Cell(figure.name, nil, .code), Cell(Words.figure(figure.value, figure.dimension), JSON(figure.value))]
            },
            empty: ""
        )
    }
}
