package import Core
import Criteria
import Reports
import Scanning

/// What became of one test.
package enum TestDetailPage {
    private static let listed = 100

    package static func view(_ address: Address, _ page: TestPage, owner: String? = nil) -> View {
        let times = page.entries.reversed().compactMap(\.seconds)
        var tiles = [
            View.Tile(
                "state",
                "State",
                Cell(page.state.rawValue, nil, .state(page.state)),
                detail: page.evidence.words
            ),
            View.Tile("results", "Results", .count(page.entries.count), detail: "\(page.failures.count) no plain pass"),
            View.Tile("usual_seconds", "Takes", .seconds(page.usualSeconds), detail: "the median", points: times),
        ]
        if let owner { tiles.append(View.Tile("owner", "Owner", Cell(owner))) }
        var lines: [String] = []
        if let since = page.firstFailed {
            lines.append("Failing since run \(since)" + (page.lastPassed.map { "; passed last in \($0)" } ?? ""))
        }
        for change in page.changes {
            let (before, after) = (Display.seconds(change.before), Display.seconds(change.after))
            lines.append("Its time changed for good from \(before) to \(after) with run \(change.run)")
        }
        var blocks = [View.Block("figures", "", .tiles(tiles))]
        if !lines.isEmpty { blocks.append(View.Block("news", "What changed", .lines(lines))) }
        blocks.append(View.Block("failures", "Failures", .table(failures(page, address))))
        blocks.append(View.Block("results", "Results", .table(results(page, address))))
        return View(page.key.title, lead: page.key.text, blocks: blocks)
    }

    private static func failures(_ page: TestPage, _ address: Address) -> View.Table {
        // The same message is the same failure, whatever changes from run to run within it.
        var groups: [(message: String?, failures: [TestPage.Failure])] = []
        for failure in page.failures {
            let line = FailureSignature(failure.message)?.description
            if let place = groups.firstIndex(where: { $0.message == line }) {
                groups[place].failures.append(failure)
            } else {
                groups.append((line, [failure]))
            }
        }
        let rows = groups.prefix(listed).map { group -> [Cell] in
            let (newest, oldest) = (group.failures[0], group.failures[group.failures.count - 1])
            let text = newest.message.map { String($0.prefix(400)) }
            return [
                text.map { Cell($0, nil, .code) } ?? Cell("no message", JSON.null, .soft), .count(group.failures.count),
                Cell(newest.outcome.word), Cell(newest.run.id, link: address.to(.run(newest.run.id))),
                Cell(oldest.run.id, link: address.to(.run(oldest.run.id))),
            ]
        }
        return View.Table(
            [
                View.Column("message", "Failure"), View.Column("count", "Times", isNumber: true),
                View.Column("outcome", "Outcome"), View.Column("last", "Last in"), View.Column("first", "First in"),
            ],
            Array(rows),
            empty: "It has not failed in these runs."
        )
    }

    private static func results(_ page: TestPage, _ address: Address) -> View.Table {
        let rows = page.entries.prefix(listed).map { entry -> [Cell] in
            [
                Cell(entry.run.id, link: address.to(.run(entry.run.id))), Cell(entry.outcome?.word ?? "not there"),
                .maybe(entry.run.commit) { Cell(Words.commit($0), JSON($0), .code) }, .seconds(entry.seconds),
            ]
        }
        return View.Table(
            [
                View.Column("run", "Run"), View.Column("outcome", "Outcome"), View.Column("commit", "Commit"),
                View.Column("seconds", "Took", isNumber: true),
            ],
            Array(rows),
            empty: "No run has had it."
        )
    }
}
