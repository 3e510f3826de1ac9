import Core
import Criteria

/// A gate on the first screen: what it came to, what was asked, and how that has changed.
struct TileView {
    enum Trend: String {
        case better, worse, same
    }

    var id: GateID
    var title: String
    /// nil where the project has no such gate.
    var verdict: Verdict?
    var blocking: Bool
    /// `3 of 4 criteria met`.
    var tally: String
    /// The criterion that stands for the gate, the worst one that was measured: `critical_paths.threshold`; empty without one.
    var criterion = ""
    /// Which cell of it: `payment`; empty where there is one only.
    var cell = ""
    var actual = ""
    var asked = ""
    /// `2.1 points lower`; empty where there is nothing to compare with.
    var change = ""
    /// What it is compared with: `than the run before`.
    var basis = ""
    var trend = Trend.same
    /// The figure over the last runs, this one last; fewer than two points are none.
    var points: [Double] = []

    /// Six of them, in the order of the guide.
    static func all(_ summary: RunSummary, _ details: RunDetails) -> [TileView] {
        let gates = summary.verdict?.gates ?? []
        return GateID.allCases.map { id in
            guard let gate = gates.first(where: { $0.gate == id }) else {
                return TileView(id: id, title: Display.title(id), blocking: false, tally: "no such gate")
            }
            return TileView(gate, details)
        }
    }

    private init(id: GateID, title: String, verdict: Verdict? = nil, blocking: Bool, tally: String) {
        self.id = id
        self.title = title
        self.verdict = verdict
        self.blocking = blocking
        self.tally = tally
    }

    private init(_ gate: GateVerdict, _ details: RunDetails) {
        let view = GateView(gate)
        self.init(
            id: gate.gate,
            title: view.title,
            verdict: gate.verdict,
            blocking: gate.blocking,
            tally: view.tally
        )
        guard let (criterion, cell, measured) = Self.telling(gate) else {
            guard gate.verdict.blocks, let open = gate.criteria.first(where: { $0.verdict == gate.verdict }) else {
                return
            }
            // A figure of another criterion beside such a word would say that this one was measured.
            (self.criterion, actual) = (CleanText.line(open.criterion.path), "—")
            asked = CleanText.line(open.criterion.written, limit: 60)
            return
        }
        self.criterion = CleanText.line(criterion.criterion.path)
        self.cell = CleanText.line(cell.labels.sorted { $0.key < $1.key }.map(\.value).joined(separator: " → "))
        actual = Display.rounded(measured.value, measured.dimension)
        asked = CleanText.line(criterion.criterion.written, limit: 60)
        let path = "\(gate.gate.rawValue).\(criterion.criterion.path)"
        let name = HistoricFigure(path, cell.labels, value: measured.value, dimension: measured.dimension).name
        let trend = details.trends[name]
        points = (trend?.points ?? []).map(\.value)
        let direction = Catalogue.definition(of: gate.gate, path: criterion.criterion.path)?.direction
        if let use = measured.baselines.first {
            compare(measured, with: use.value, "than the baseline", direction)
        } else if points.count > 1 {
            compare(measured, with: points[points.count - 2], "than the run before", direction)
        }
    }

    /// The first of the worst cells that were measured; of a gate that holds, the first that was.
    private static func telling(_ gate: GateVerdict) -> (CriterionVerdict, CellVerdict, Measurement)? {
        let measured = gate.criteria.flatMap { criterion in
            criterion.cells.compactMap { cell -> (CriterionVerdict, CellVerdict, Measurement)? in
                guard let value = cell.judgement.measurements.first, value.dimension.isNumeric, value.value.isFinite
                else { return nil }
                return (criterion, cell, value)
            }
        }
        let worst = measured.first { $0.1.judgement.verdict == gate.verdict }
        return worst ?? (gate.verdict.blocks ? nil : measured.first)
    }

    private mutating func compare(
        _ measured: Measurement,
        with before: Double,
        _ basis: String,
        _ direction: Direction?
    ) {
        guard before.isFinite else { return }
        let difference = measured.value - before
        self.basis = basis
        guard Display.rounded(measured.value, measured.dimension) != Display.rounded(before, measured.dimension) else {
            (change, self.basis) = ("unchanged", "")
            return
        }
        let amount =
            measured.dimension == .ratio
            ? Display.points(difference.magnitude) : Display.rounded(difference.magnitude, measured.dimension)
        change = "\(amount) \(difference > 0 ? "more" : "less")"
        switch direction {
        case .atLeast?: trend = difference > 0 ? .better : .worse
        case .atMost?: trend = difference < 0 ? .better : .worse
        default: break
        }
    }
}
