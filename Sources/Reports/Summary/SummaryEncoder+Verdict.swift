import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func verdict(_ verdict: RunVerdict, _ json: inout JSONWriter) {
        json.add("overall", verdict.overall.rawValue)
        json.add("gates", verdict.gates, gate)
        json.add("problems", verdict.problems, problem)
        json.add("tests", verdict.tests.map { CellVerdict(labels: [:], judgement: $0) }, cell)
    }

    private static func gate(_ gate: GateVerdict, _ json: inout JSONWriter) {
        json.add("gate", gate.gate.rawValue)
        json.add("blocking", gate.blocking)
        json.add("criteria", gate.criteria, criterion)
    }

    private static func criterion(_ verdict: CriterionVerdict, _ json: inout JSONWriter) {
        let criterion = verdict.criterion
        json.add("path", criterion.path)
        json.add("metric", criterion.metric.name)
        json.add("written", criterion.written)
        json.add("aggregate", criterion.aggregate?.description)
        json.add("asked_cells", criterion.cells)
        json.add("parameters", criterion.parameters)
        json.add("min_samples", criterion.qualifiers.minSamples)
        json.add("not_applicable", criterion.qualifiers.notApplicable)
        json.add("min_lines", criterion.qualifiers.minLines)
        if criterion.qualifiers.ignoresWhitespace { json.add("ignore_whitespace", true) }
        json.add("over", criterion.qualifiers.over)
        json.add("baseline", criterion.qualifiers.baseline, self.choice)
        json.add("on_missing", criterion.qualifiers.onMissing?.rawValue)
        json.add("require", criterion.qualifiers.require.map(\.description))
        json.add("location", criterion.location)
        json.add("cells", verdict.cells, cell)
        json.add("remedy", verdict.remedy)
        json.add("remarks", verdict.remarks)
    }

    private static func cell(_ cell: CellVerdict, _ json: inout JSONWriter) {
        json.add("labels", cell.labels)
        json.add("verdict", cell.judgement.verdict.rawValue)
        if case .noBaseline = cell.judgement { json.add("no_baseline", true) }
        json.add("owner", cell.owner)
        if case .waived(_, let waivers) = cell.judgement {
            json.add("waivers", waivers, waiver)
        } else {
            json.add("reason", cell.judgement.reason)
        }
        json.add("measured", cell.judgement.measurements, measurement)
        json.add("statements", cell.judgement.statements, statement)
    }

    static func measurement(_ measurement: Measurement, _ json: inout JSONWriter) {
        json.add("metric", measurement.metric.name)
        json.add("value", measurement.value)
        json.add("dimension", measurement.dimension.rawValue)
        json.add("labels", measurement.labels)
        json.add("samples", measurement.samples)
        json.add("provenance", measurement.provenance, provenance)
        json.add("offenders", measurement.offenders, offender)
        if measurement.unlistedOffenders > 0 { json.add("unlisted_offenders", measurement.unlistedOffenders) }
        json.add("notes", measurement.notes)
        json.add("doubt", measurement.doubt)
        json.add("baselines", measurement.baselines, baseline)
    }

    private static func provenance(_ provenance: Provenance, _ json: inout JSONWriter) {
        json.add("file", provenance.file)
        json.add("format", provenance.format)
        json.add("tool", provenance.tool)
        json.add("step", provenance.step)
        json.add("modified", provenance.modified)
    }

    private static func offender(_ offender: Offender, _ json: inout JSONWriter) {
        json.add("name", offender.name)
        json.add("file", offender.file)
        json.add("line", offender.line)
        json.add("detail", offender.detail)
        json.add("owner", offender.owner)
    }

    private static func problem(_ problem: Problem, _ json: inout JSONWriter) {
        json.add("verdict", problem.verdict.rawValue)
        json.add("title", problem.title)
        json.add("detail", problem.detail)
        json.add("remedy", problem.remedy)
        json.add("step", problem.step)
    }
}
