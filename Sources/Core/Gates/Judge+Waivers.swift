import Criteria

/// How waivers cover failures: what nobody waives must still hold.
extension Judge {
    /// Lets the waivers of one criterion cover its failed cells, and says of each what else there is to know.
    func apply(_ waivers: [Waiver], to verdict: inout CriterionVerdict, _ definition: CriterionDefinition) {
        guard !waivers.isEmpty else { return }
        let now = evidence.surroundings.now
        let active = waivers.filter { $0.isInForce(at: now) }
        var used: Set<Waiver> = []
        for index in verdict.cells.indices {
            guard case .fail(let proof) = verdict.cells[index].judgement else { continue }
            let cover = cover(proof, verdict.criterion, definition, verdict.cells[index].labels, active)
            used.formUnion(cover.waivers)
            if let judgement = cover.judgement { verdict.cells[index].judgement = judgement }
        }
        let fails = verdict.cells.contains { $0.judgement.verdict == .fail }
        for waiver in waivers {
            if !waiver.isInForce(at: now) {
                verdict.remarks.append("the waiver of \(waiver.owner) expired on \(waiver.expires) and covers nothing")
            } else if !used.contains(waiver) {
                verdict.remarks.append("the waiver of \(waiver.owner) covers nothing: \(unused(verdict))")
            } else if fails {
                verdict.remarks.append("\(waiver.words), but more than that fails")
            }
        }
    }

    private func unused(_ verdict: CriterionVerdict) -> String {
        switch verdict.verdict {
        case .pass, .notApplicable: "the criterion holds; take the waiver out"
        case .fail, .waived, .warn: "what fails is something else"
        case .inconclusive, .notEvaluated, .error: "it could cover a failure, and this is none"
        }
    }

    /// Judges what is left of a failed cell once the waived part is taken out; no judgement where that still fails.
    private func cover(
        _ proof: Proof,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        _ labels: Labels,
        _ waivers: [Waiver]
    ) -> (judgement: Judgement?, waivers: [Waiver]) {
        var used: [Waiver] = []
        var rest: [Measurement] = []
        for measurement in proof.measurements {
            let own = waivers.filter { labels.merging(measurement.labels) { _, inner in inner }.includes($0.labels) }
            if let whole = own.first(where: { $0.finding == nil }) {
                used.append(whole)
                continue
            }
            let (reduced, some) = definition.isMaximum ? (measurement, []) : without(own, measurement)
            used += some
            rest.append(reduced)
        }
        guard !used.isEmpty else { return (nil, []) }
        let all = waivers.filter(used.contains)
        guard let left = Proof(rest) else { return (.waived(proof, by: all), all) }
        // What something other than the phrase has refuted cannot be weighed in parts.
        guard case .fail = judge(proof, criterion, definition, labels) else { return (nil, all) }
        switch judge(left, criterion, definition, labels) {
        case .fail: return (nil, all)
        case .pass: return (.waived(proof, by: all), all)
        case let other: return (other, all)
        }
    }

    /// A count without the findings that are waived one by one; only listed offenders can be, so that none is guessed.
    private func without(_ waivers: [Waiver], _ measurement: Measurement) -> (Measurement, [Waiver]) {
        guard measurement.dimension == .count else { return (measurement, []) }
        var reduced = measurement
        var used: [Waiver] = []
        reduced.offenders = measurement.offenders.filter { offender in
            guard let waiver = waivers.first(where: { $0.finding == offender.name }) else { return true }
            used.append(waiver)
            return false
        }
        let waived = measurement.offenders.count - reduced.offenders.count
        reduced.value = max(0, measurement.value - Double(waived))
        return (reduced, used)
    }
}
