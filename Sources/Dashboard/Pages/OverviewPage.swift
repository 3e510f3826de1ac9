package import Core
import Criteria
import Reports
import Scanning

/// What is known of one project at a glance.
package enum OverviewPage {
    /// So many runs the page is made from.
    package static let runs = 60
    private static let listed = 10

    /// `records`: of the branch, newest first, with their figures and criteria.
    package static func view(
        _ address: Address,
        branch: String?,
        records: [HistoricRecord],
        flaky: FlakyReport
    ) -> View {
        let name = address.project ?? ""
        guard let newest = records.first else {
            return View(name, lead: "No run yet \(Line.words(branch)).")
        }
        let run = newest.run
        let verdict = run.verdict.map(Display.word) ?? "not judged"
        let lead = "\(branch ?? "the newest run"): \(verdict), \(Words.time(run.started)) UTC"
        let trends = RunTrends.of(newest, Array(records.dropFirst()))
        var blocks = [
            View.Block("figures", "", .tiles(figures(address, records, flaky))),
            View.Block("gates", "Gates", .tiles(GateTiles.all(records, address))),
        ]
        blocks += trends.map { View.Block($0.name, Words.title($0.name), .trend($0)) }
        let latest = RunTable.of(records.prefix(listed).map(\.run), address, next: address.to(.runs))
        blocks.append(View.Block("runs", "Latest runs", .table(latest)))
        return View(name, lead: lead, verdict: run.verdict, blocks: blocks)
    }

    /// The guide's four, each with its past.
    private static func figures(_ address: Address, _ records: [HistoricRecord], _ flaky: FlakyReport) -> [View.Tile] {
        let sound = records.map(\.run).filter(\.isSound)
        let newest = records[0].run
        // Times of another class of machine are other times.
        let times = sound.filter { $0.machine == newest.machine }.map(\.seconds)
        let mean = times.isEmpty ? nil : times.reduce(0, +) / Double(times.count)
        let oldest = { (values: [Double]) in Array(values.reversed()) }
        let unsound = flaky.rows.count { $0.state == .flaky }
        let broken = flaky.rows.count { $0.state == .broken }
        return [
            View.Tile(
                "total_tests_run",
                "Tests run",
                .count(newest.tally.total),
                detail: "\(newest.tally.skipped) skipped",
                link: address.to(.tests),
                points: oldest(sound.map { Double($0.tally.total) })
            ),
            View.Tile(
                "pass_rate",
                "Pass rate",
                .share(newest.passRate),
                detail: "\(newest.tally.failed + newest.tally.errors) failed",
                link: address.to(.run(newest.id)),
                points: oldest(sound.compactMap(\.passRate))
            ),
            View.Tile(
                "average_execution_time",
                "Average time of a run",
                .seconds(mean),
                detail: "of \(Display.count(times.count, "run")) on its class of machine",
                link: address.to(.performance),
                points: oldest(times)
            ),
            View.Tile(
                "flaky_test_count",
                "Flaky tests",
                .count(unsound),
                detail: broken == 0 ? "none broken" : "\(broken) broken",
                link: address.to(.flaky)
            ),
        ]
    }
}

/// How a line of runs is spoken of.
enum Line {
    static func words(_ branch: String?) -> String { branch.map { "of \($0)" } ?? "of any branch" }
}

/// The six gates of the guide.
enum GateTiles {
    /// `records`: newest first.
    static func all(_ records: [HistoricRecord], _ address: Address) -> [View.Tile] {
        GateID.allCases.map { gate in
            let verdicts = records.map { verdict(of: gate, in: $0) }
            guard let known = records.first(where: { verdict(of: gate, in: $0) != nil }),
                let verdict = Self.verdict(of: gate, in: known)
            else {
                return View.Tile(
                    gate.rawValue,
                    Display.title(gate),
                    .nothing,
                    detail: "the project asks nothing here",
                    isThere: false
                )
            }
            let own = criteria(of: gate, in: known)
            let met = own.count { !$0.verdict.blocks }
            let judged = verdicts.compactMap(\.self)
            let good = judged.count { !$0.blocks }
            return View.Tile(
                gate.rawValue,
                Display.title(gate),
                .verdict(verdict),
                detail: "\(met) of \(Display.count(own.count, "criterion", "criteria")) met"
                    + (judged.count > 1 ? "; held in \(good) of \(judged.count) runs" : ""),
                link: address.to(.gates, Query().with("gate", gate.rawValue)),
                verdict: verdict
            )
        }
    }

    static func criteria(of gate: GateID, in record: HistoricRecord) -> [HistoricCriterion] {
        record.criteria.filter { $0.path == gate.rawValue || $0.path.hasPrefix(gate.rawValue + ".") }
    }

    /// The worst of its criteria; nil where the run was not asked.
    static func verdict(of gate: GateID, in record: HistoricRecord) -> Verdict? {
        criteria(of: gate, in: record).map(\.verdict).max()
    }
}
