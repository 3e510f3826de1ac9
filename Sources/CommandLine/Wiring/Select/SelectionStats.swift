import Core
import Engine
import History
import Scanning
import Selection

/// What runs have shown of selections: misses by kind, what they left out, and whether the risk score tells anything.
struct SelectionStats {
    private(set) var runs = 0
    private(set) var rates: [Kind: MissRate] = [:]
    private(set) var omitted: [Double] = []
    /// By tens of the score, runs and those of them with a failed test.
    private(set) var risks: [Int: (runs: Int, failed: Int)] = [:]

    /// Runs that are looked at.
    private static let limit = 1_000

    static func read(root: String, shared: String?) throws -> SelectionStats {
        let session = try HistorySession.required(root: root, shared: shared)
        var stats = SelectionStats()
        do throws(HistoryError) {
            let runs = try session.history.runs(RunQuery(limit: limit))
            for record in try session.history.details(of: runs, .figures) { stats.add(record) }
        } catch {
            throw CommandFailure(.infrastructure, "the history cannot be read: \(error)")
        }
        return stats
    }

    private mutating func add(_ record: HistoricRecord) {
        var figures: [String: Double] = [:]
        for figure in record.figures where figure.name.hasPrefix(SelectionFigures.prefix) {
            figures[figure.name] = figure.value
        }
        guard let share = figures[SelectionFigures.omitted] else { return }
        runs += 1
        omitted.append(share)
        var failed = 0
        for kind in Kind.allCases {
            guard let failures = figures[SelectionFigures.failures(kind)] else { continue }
            let rate = MissRate(failures: Int(failures), misses: Int(figures[SelectionFigures.misses(kind)] ?? 0))
            rates[kind] = (rates[kind] ?? MissRate(failures: 0, misses: 0)) + rate
            failed += Int(failures)
        }
        guard let risk = figures[SelectionFigures.risk] else { return }
        let ten = min(9, max(0, Int(risk) / 10))
        let known = risks[ten] ?? (0, 0)
        risks[ten] = (known.runs + 1, known.failed + (failed > 0 ? 1 : 0))
    }

    var rate: MissRate { rates.values.reduce(MissRate(failures: 0, misses: 0), +) }

    var lines: [String] {
        guard runs > 0 else {
            return [
                "no run has compared a selection with everything yet: `selection: {shadow: true}` makes every full run do so"
            ]
        }
        let share = omitted.reduce(0, +) / Double(runs)
        var lines = [
            rate.words,
            "would have left out \((share * 1000).rounded() / 10) % of the tests, over \(runs == 1 ? "1 run" : "\(runs) runs")",
        ]
        for kind in Kind.allCases { if let rate = rates[kind] { lines.append("  \(kind.rawValue): \(rate.words)") } }
        for (ten, known) in risks.sorted(by: { $0.key < $1.key }) {
            lines.append("  risk \(ten * 10)–\(ten * 10 + 9): \(known.failed) of \(known.runs) runs had a failed test")
        }
        if !rate.isMeasured { lines.append("a budget (--budget) is offered from \(MissRate.enough) failures on") }
        return lines
    }

    var json: JSON {
        let kinds = Kind.allCases.compactMap { kind -> JSON? in
            rates[kind].map { Self.json($0, kind.rawValue) }
        }
        return [
            "assay_select_stats": 1, "runs": JSON(runs), "all": Self.json(rate, nil), "kinds": JSON(kinds),
            "omitted_share": runs == 0 ? .null : JSON(omitted.reduce(0, +) / Double(runs)),
            "risk": JSON(
                risks.sorted { $0.key < $1.key }.map {
                    ["from": JSON($0.key * 10), "runs": JSON($0.value.runs), "failed": JSON($0.value.failed)]
                }
            ),
        ]
    }

    private static func json(_ rate: MissRate, _ kind: String?) -> JSON {
        [
            "kind": JSON(kind), "failures": JSON(rate.failures), "misses": JSON(rate.misses),
            "at_most": rate.failures == 0 ? .null : JSON(rate.bound), "measured": JSON(rate.isMeasured),
        ]
    }
}
