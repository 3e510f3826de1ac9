import Criteria

/// Decides gates over evidence: a pure function from criteria and measurements to verdicts.
package struct Judge: Sendable {
    package var evidence: Evidence
    /// Earlier runs, for criteria that compare with them.
    package var history: Baselines

    package init(evidence: Evidence, history: Baselines = Baselines()) {
        self.evidence = evidence
        self.history = history
        self.evidence.earlierScans = history.scans
    }

    package func judge(_ gate: Gate) -> GateVerdict {
        GateVerdict(gate: gate.id, blocking: gate.blocking, criteria: gate.criteria.map { judge($0, in: gate) })
    }

    package func judge(_ criterion: Criterion, of gate: GateID) -> CriterionVerdict {
        judge(criterion, in: Gate(id: gate))
    }

    private func judge(_ criterion: Criterion, in gate: Gate) -> CriterionVerdict {
        guard let definition = Catalogue.definition(of: gate.id, path: criterion.path) else {
            let reason = "the catalogue has no criterion `\(gate.id.rawValue).\(criterion.path)`"
            return CriterionVerdict(
                criterion: criterion,
                cells: [CellVerdict(labels: [:], judgement: .error(reason: reason))]
            )
        }
        let listed = definition.cellSource?.cells(evidence, criterion) ?? criterion.cells
        let cells = (listed.isEmpty ? [[:]] : listed).map { labels in
            CellVerdict(
                labels: labels,
                judgement: qualified(criterion, definition, labels),
                owner: evidence.owner(of: labels)
            )
        }
        var verdict = CriterionVerdict(criterion: criterion, cells: cells)
        apply(gate.waivers.filter { $0.path == criterion.path }, to: &verdict, definition)
        verdict.remarks += leftOut(of: cells)
        verdict.remedy = Remedy.text(for: verdict, definition)
        return verdict
    }

    func judge(_ criterion: Criterion, _ definition: CriterionDefinition, _ labels: Labels) -> Judgement {
        if let reason = criterion.qualifiers.notApplicable {
            return declaredNotApplicable(reason, criterion, definition, labels)
        }
        switch definition.found(in: evidence, history, criterion, labels).owned(by: evidence) {
        case .measured(let measurements):
            guard let proof = Proof(measurements) else { return .notEvaluated(reason: missing(definition, nil)) }
            return judge(proof, criterion, definition, labels)
        case .missing(let reason): return attested(definition, labels, else: missing(definition, reason))
        case .broken(let reason): return .error(reason: reason)
        case .inconclusive(let reason, let measured): return .inconclusive(reason: reason, measured: measured)
        case .refuted(let measurements):
            return Proof(measurements).map { .fail($0) } ?? .notEvaluated(reason: missing(definition, nil))
        case .noBaseline(let reason, let measured): return .noBaseline(reason: reason, measured: measured)
        case .notApplicable(let reason): return .notApplicable(reason: reason)
        }
    }

    /// A declaration holds as long as nothing contradicts it: what is measured cannot be declared away.
    private func declaredNotApplicable(
        _ reason: String,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        _ labels: Labels
    ) -> Judgement {
        switch definition.found(in: evidence, history, criterion, labels) {
        case .measured(let measurements), .refuted(let measurements), .inconclusive(_, let measurements),
            .noBaseline(_, let measurements):
            guard let file = measurements.first?.provenance.first?.file else { break }
            return .error(reason: "declared not applicable (\(reason)), but \(file) measures it: remove one of them")
        case .missing, .broken, .notApplicable: break
        }
        return .notApplicable(reason: "declared in the configuration: \(reason)")
    }

    func judge(
        _ proof: Proof,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        _ labels: Labels
    ) -> Judgement {
        guard let expression = criterion.expression else { return attested(proof, criterion, definition, labels) }
        var fails = false
        var short: String?
        var measured: [Measurement] = []
        for measurement in proof.measurements {
            let place = measurement.provenance.first?.file ?? "a report"
            guard measurement.dimension == definition.dimension else {
                let remedy = definition.dimension == .ratio ? "; say its unit, such as %" : ""
                return .error(
                    reason: "\(place) states \(criterion.metric) as \(measurement.dimension.noun), "
                        + "where \(definition.dimension.noun) is expected\(remedy)"
                )
            }
            if let problem = Plausibility.problem(measurement, definition.range) {
                return .error(reason: "\(place): \(problem)")
            }
            if let doubt = measurement.doubt { short = short ?? doubt }
            var earlier = BaselineLookup(evidence, history, criterion, definition, labels)
            let result = expression.evaluate { reference in
                reference.moment == .current
                    ? lookup(reference, measurement) : earlier.value(of: reference, beside: measurement)
            }
            measured.append(measurement)
            measured[measured.count - 1].baselines += earlier.uses
            switch result {
            case .bool(let holds):
                fails = fails || !holds
                short = short ?? tooFew(measurement, criterion, definition, holds: holds, expression)
            case .unknown(let reason):
                if let missing = earlier.missing { return .noBaseline(reason: missing, measured: proof.measurements) }
                return .inconclusive(reason: reason ?? "the phrase has no value", measured: proof.measurements)
            case .quantity, .text:
                return .error(reason: "`\(criterion.written)` is not a condition")
            }
        }
        if let short { return .inconclusive(reason: short, measured: measured) }
        let proof = Proof(measured) ?? proof
        if fails { return .fail(proof) }
        if let gap = gap(behind: proof) { return .inconclusive(reason: gap, measured: measured) }
        switch definition.attestation {
        case .none, .alternative: return .pass(proof)
        case .required, .sole: return attested(proof, criterion, definition, labels)
        }
    }

    /// What one of the reports says of itself that makes a bound that holds prove less than it seems to.
    private func gap(behind proof: Proof) -> String? {
        guard !evidence.gaps.isEmpty else { return nil }
        for source in proof.measurements.flatMap(\.provenance) {
            if let gap = evidence.gaps[source.file] { return "\(source.file): \(gap.text)" }
        }
        return nil
    }

    /// What was not looked at, although the criterion holds without: it is no secret.
    private func leftOut(of cells: [CellVerdict]) -> [String] {
        guard !evidence.leftOut.isEmpty else { return [] }
        var remarks: [String] = []
        for cell in cells where cell.judgement.verdict == .pass {
            for source in cell.judgement.measurements.flatMap(\.provenance) {
                for message in evidence.leftOut[source.file] ?? [] {
                    let remark = "\(source.file): \(message.text)"
                    if remarks.count < 10, !remarks.contains(remark) { remarks.append(remark) }
                }
            }
        }
        return remarks
    }

    private func lookup(_ reference: Reference, _ measurement: Measurement) -> Value {
        switch reference.name {
        case Reference.executed: return .quantity(Double(measurement.samples), .count)
        case Reference.value:
            guard measurement.value.isFinite else { return .unknown(reason: "the measured value is no finite number") }
            return measurement.dimension == .boolean
                ? .bool(measurement.value != 0) : .quantity(measurement.value, measurement.dimension)
        default: return .unknown(reason: "`\(reference.name)` is not known here")
        }
    }

    /// Why the samples do not carry a verdict; nil where they do.
    private func tooFew(
        _ measurement: Measurement,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        holds: Bool,
        _ expression: Criteria.Expression
    ) -> String? {
        let minimum = criterion.qualifiers.minSamples ?? SampleMinimum.of(criterion.aggregate, definition)
        if measurement.samples < minimum {
            return "\(measurement.samples) samples, and \(minimum) are needed"
        }
        guard holds, definition.rareEvent, criterion.qualifiers.minSamples == nil,
            let needed = SampleMinimum.ofRareEvent(expression, definition.direction), measurement.samples < needed
        else { return nil }
        return "\(measurement.samples) samples, and \(needed) are needed to show so small a rate"
    }

    func missing(_ definition: CriterionDefinition, _ reason: String?) -> String {
        let sentence = "nothing measured it; it is measured by \(definition.evidence)"
        return reason.map { "\($0); it is measured by \(definition.evidence)" } ?? sentence
    }
}
