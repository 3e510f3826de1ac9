import Core

/// A gate as every report tells it.
struct GateView {
    var id: GateID
    var title: String
    var verdict: Verdict
    var blocking: Bool
    var criteria: [CriterionView]

    init(_ gate: GateVerdict) {
        id = gate.gate
        title = Display.title(gate.gate)
        verdict = gate.verdict
        blocking = gate.blocking
        criteria = gate.criteria.map { CriterionView($0, gate: gate.gate) }
    }

    /// `3 of 5 criteria met`; an empty gate says so.
    var tally: String {
        let applicable = criteria.filter { $0.verdict != .notApplicable }
        guard !criteria.isEmpty else { return "no criteria" }
        guard !applicable.isEmpty else { return "nothing applies" }
        let held = applicable.filter { $0.verdict == .pass }.count
        return "\(held) of \(applicable.count) criteria met"
    }
}
