package import Core
import Criteria
import Reports
import Scanning

/// Two runs side by side.
package enum ComparePage {
    private static let listed = 300
    /// So many runs can be chosen from; others by their address.
    package static let choices = 100

    /// A test that ended otherwise in the two.
    package struct Difference: Sendable {
        package var key: TestKey
        /// nil where the run did not have it.
        package var before: TestOutcome?
        package var after: TestOutcome?

        package init(key: TestKey, before: TestOutcome?, after: TestOutcome?) {
            self.key = key
            self.before = before
            self.after = after
        }
    }

    package static func view(
        _ address: Address,
        _ before: HistoricRecord,
        _ after: HistoricRecord,
        _ differences: [Difference],
        among recent: [String]
    ) -> View {
        let choice = { (name: String, label: String, run: String) in
            Choices.Field(name, label, value: run, choices: recent.contains(run) ? recent : [run] + recent)
        }
        let sorted = differences.sorted { left, right in
            weight(left) == weight(right) ? left.key.text < right.key.text : weight(left) > weight(right)
        }
        let rows = sorted.prefix(listed).map { difference -> [Cell] in
            [
                TestsPage.name(difference.key, address), outcome(difference.before), outcome(difference.after),
            ]
        }
        let tests = View.Table(
            [View.Column("test", "Test"), View.Column("before", "Before"), View.Column("after", "After")],
            Array(rows),
            empty: "Every test ended alike."
        )
        return View(
            "Runs \(before.run.id) and \(after.run.id)",
            lead: "\(Display.count(differences.count, "test")) ended otherwise",
            filter: Choices([choice("a", "Before", before.run.id), choice("b", "After", after.run.id)]),
            blocks: [
                View.Block("runs", "", .table(RunTable.of([after.run, before.run], address))),
                View.Block("tests", "Tests that ended otherwise", .table(tests)),
                View.Block("criteria", "Criteria that ended otherwise", .table(criteria(before, after))),
                View.Block("figures", "What was measured", .table(figures(before, after))),
            ]
        )
    }

    private static func outcome(_ outcome: TestOutcome?) -> Cell {
        outcome.map { Cell($0.word) } ?? Cell("not there", JSON.null, .soft)
    }

    private static func weight(_ difference: Difference) -> Int {
        difference.after == .failed ? 2 : difference.before == .failed ? 1 : 0
    }

    private static func criteria(_ before: HistoricRecord, _ after: HistoricRecord) -> View.Table {
        let old = Dictionary(before.criteria.map { ($0.path, $0.verdict) }) { first, second in max(first, second) }
        let new = Dictionary(after.criteria.map { ($0.path, $0.verdict) }) { first, second in max(first, second) }
        let paths = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
        return View.Table(
            [View.Column("criterion", "Criterion"), View.Column("before", "Before"), View.Column("after", "After")],
            paths.map { [Cell($0, nil, .code), .verdict(old[$0]), .verdict(new[$0])] },
            empty: "Every criterion ended alike."
        )
    }

    private static func figures(_ before: HistoricRecord, _ after: HistoricRecord) -> View.Table {
        let (old, new) = (RunFigures(before).values, RunFigures(after).values)
        let rows = new.keys.sorted().prefix(listed).map { name -> [Cell] in
            let cell = { (figure: RunFigures.Figure?) -> Cell in
                .maybe(figure) { Cell(Words.figure($0.value, $0.dimension), JSON($0.value)) }
            }
            return [Cell(name, nil, .code), cell(old[name]), cell(new[name])]
        }
        return View.Table(
            [
                View.Column("figure", "Figure"), View.Column("before", "Before", isNumber: true),
                View.Column("after", "After", isNumber: true),
            ],
            rows,
            empty: "Nothing was measured."
        )
    }
}
