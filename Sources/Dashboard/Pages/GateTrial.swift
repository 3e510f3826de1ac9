package import Core
import Criteria
import Reports
import Scanning

/// A criterion as somebody would have it, tried on the last runs; it stands in the address of the page.
package struct GateTrial: Sendable, Hashable {
    /// With its gate in front, such as `coverage_gate.overall.threshold`.
    package var criterion: String
    /// As the configuration would say it, such as `>= 85%`.
    package var asks: String
    /// The newest so many that can be judged anew.
    package var runs: Int

    private static let usualRuns = 30
    package static let mostRuns = 100
    private static let longest = 200

    /// nil where nothing is tried.
    package init?(_ query: Query) {
        guard let criterion = query["criterion"], let asks = query["asks"] else { return nil }
        self.criterion = String(criterion.prefix(Self.longest))
        self.asks = String(asks.prefix(Self.longest))
        runs = min(max(1, query["runs"].flatMap { Int($0) } ?? Self.usualRuns), Self.mostRuns)
    }

    /// What became of it.
    package enum Outcome: Sendable {
        /// Nothing was tried yet.
        case offered
        case judged(GateReplay)
        /// It is none, or cannot be judged.
        case refused(String)
    }

    /// `known`: the criteria that runs were judged by.
    static func blocks(_ outcome: Outcome, _ address: Address, known: [String]) -> [View.Block] {
        var blocks = [
            View.Block(
                "proposal",
                "Try a criterion",
                .choices(choices(address.query, known)),
                note: "Judges the last runs anew, by the gates of now and with this criterion as it is proposed here. "
                    + "Nothing is decided by it."
            )
        ]
        switch outcome {
        case .offered: break
        case .refused(let why): blocks.append(View.Block("trial_problem", "", .lines([why])))
        case .judged(let replay):
            blocks.append(View.Block("trial_summary", "", .lines(replay.lines)))
            blocks.append(View.Block("trial", "Runs judged anew", .table(table(replay, address))))
        }
        return blocks
    }

    private static func choices(_ query: Query, _ known: [String]) -> Choices {
        let chosen = query["criterion"]
        let all = known + (chosen.map { known.contains($0) ? [] : [$0] } ?? [])
        var choices = Choices([
            Choices.Field("criterion", "Criterion", value: chosen, choices: all, isRequired: true),
            Choices.Field("asks", "Would ask, such as >= 85%", value: query["asks"], isRequired: true),
            Choices.Field("runs", "Runs", value: query["runs"] ?? "\(usualRuns)"),
        ])
        choices.kept = ["branch", "gate"].compactMap { name in query[name].map { (name, $0) } }
        choices.button = "Try it"
        return choices
    }

    private static func table(_ replay: GateReplay, _ address: Address) -> View.Table {
        let relieved = Set(replay.relieved.map(\.run.id))
        let rows = replay.results.map { result -> [Cell] in
            let gates = result.gates.map { change in
                let words = [change.now, change.proposed].map { $0.map(Display.word) ?? "not there" }
                return "\(change.gate): \(words[0]) → \(words[1])"
            }
            let change: String? =
                switch (result.now.blocks, result.proposed.blocks) {
                case (false, true): "would be held back"
                case (true, false):
                    relieved.contains(result.run.id) ? "would pass; only flaky tests failed" : "would pass"
                default: nil
                }
            return [
                Cell(result.run.id, link: address.to(.run(result.run.id))), .time(result.run.started),
                .verdict(result.now), .verdict(result.proposed), .maybe(change) { Cell($0) },
                .maybe(gates.isEmpty ? nil : gates.joined(separator: "; ")) { Cell($0, nil, .soft) },
            ]
        }
        return View.Table(
            [
                View.Column("run", "Run"), View.Column("time", "Began, UTC"), View.Column("now", "By the gates of now"),
                View.Column("proposed", "As proposed"), View.Column("change", "Difference"),
                View.Column("gates", "Gates that differ"),
            ],
            rows,
            empty: "No run of this branch is kept whole, so that it could be judged anew."
        )
    }
}
