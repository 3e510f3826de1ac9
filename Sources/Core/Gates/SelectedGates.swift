/// What criteria of a run say in which tests were left out: nothing of the whole that the chosen tests cannot know.
package struct SelectedGates: Sendable {
    private let record: SelectionRecord
    private let kinds: Set<Kind>
    private let uncarried: [SelectionRecord.Omission]

    /// nil where nothing was left out.
    package init?(_ record: SelectionRecord?) {
        guard let record, !record.omissions.isEmpty else { return nil }
        self.record = record
        kinds = Set(record.omissions.map(\.kind))
        uncarried = record.uncarried
    }

    package func limited(_ verdict: RunVerdict) -> RunVerdict {
        var whole = verdict
        whole.gates = verdict.gates.map { gate in limit(gate) }
        return whole
    }

    /// A gate that no omitted step feeds is judged as ever.
    private func limit(_ gate: GateVerdict) -> GateVerdict {
        guard !gate.gate.kinds.isDisjoint(with: kinds) else { return gate }
        var gate = gate
        for index in gate.criteria.indices { limit(&gate.criteria[index], of: gate.gate) }
        return gate
    }

    private func limit(_ criterion: inout CriterionVerdict, of gate: GateID) {
        // What the change adds is measured by the tests that it needs.
        let isExact =
            criterion.criterion.path.hasPrefix("new_code") || criterion.criterion.qualifiers.appliesTo == .newCode
        // What earlier runs answer for is missing no more.
        let isWhole = !uncarried.contains { gate.kinds.contains($0.kind) }
        if isWhole { return remark(&criterion) }
        let isOfTheWhole = gate == .coverage && !isExact
        var isLimited = false
        var isPartial = false
        for index in criterion.cells.indices {
            let judgement = criterion.cells[index].judgement
            switch judgement {
            case .notEvaluated, .missed: isLimited = true
            case .pass, .fail, .waived, .inconclusive, .noBaseline:
                guard isOfTheWhole else {
                    isPartial = true
                    continue
                }
                isLimited = true
            case .error, .notApplicable: continue
            }
            criterion.cells[index].judgement = .inconclusive(reason: reason(of: gate), measured: judgement.measurements)
        }
        if isLimited { criterion.remedy = "run everything, without `--select`" }
        remark(&criterion)
        if isPartial, !isLimited, !isExact { criterion.remarks.append("judged on a selected run: \(left(of: gate))") }
    }

    /// What of a criterion was not measured now.
    private func remark(_ criterion: inout CriterionVerdict) {
        let sources = criterion.cells.flatMap(\.judgement.measurements).flatMap(\.provenance)
        for run in Set(sources.compactMap(\.carried)).sorted() {
            guard let known = record.carried.first(where: { $0.run == run }) else { continue }
            let count = Set(sources.filter { $0.carried == run }.map(\.file)).count
            criterion.remarks.append(
                "rests on \(Wording.count(count, "report")) of \(known.words): what was not selected touches nothing that "
                    + "changed since"
            )
        }
    }

    private func reason(of gate: GateID) -> String { "only a run of everything can tell: \(left(of: gate))" }

    private func left(of gate: GateID) -> String {
        let fed = uncarried.filter { gate.kinds.contains($0.kind) }
        let names = fed.flatMap { $0.tests.isEmpty ? [$0.step] : $0.tests }
        return "\(Wording.list(names, limit: 5)) \(names.count == 1 ? "was" : "were") not selected"
    }
}
