import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func verdict(_ verdict: RunVerdict) -> JSON {
        var fields = SummaryFields()
        fields.add("overall", verdict.overall.rawValue)
        fields.add("gates", verdict.gates, gate)
        fields.add("problems", verdict.problems, problem)
        if let tests = verdict.tests { fields.add("tests", cell(CellVerdict(labels: [:], judgement: tests))) }
        return fields.json
    }

    private static func gate(_ gate: GateVerdict) -> JSON {
        var fields = SummaryFields()
        fields.add("gate", gate.gate.rawValue)
        fields.add("blocking", gate.blocking)
        fields.add("criteria", gate.criteria, criterion)
        return fields.json
    }

    private static func criterion(_ verdict: CriterionVerdict) -> JSON {
        let criterion = verdict.criterion
        var fields = SummaryFields()
        fields.add("path", criterion.path)
        fields.add("metric", criterion.metric.name)
        fields.add("written", criterion.written)
        fields.add("aggregate", criterion.aggregate?.description)
        fields.add("asked_cells", criterion.cells) { labels in
            .object(labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) })
        }
        fields.add("parameters", criterion.parameters)
        fields.add("min_samples", criterion.qualifiers.minSamples)
        fields.add("not_applicable", criterion.qualifiers.notApplicable)
        fields.add("min_lines", criterion.qualifiers.minLines)
        if let over = criterion.qualifiers.over { fields.add("over", SummaryFields.duration(over)) }
        if let baseline = criterion.qualifiers.baseline { fields.add("baseline", choice(baseline)) }
        fields.add("on_missing", criterion.qualifiers.onMissing?.rawValue)
        fields.add("require", criterion.qualifiers.require.map(\.description))
        if let location = criterion.location {
            fields.add("location", self.location(location))
        }
        fields.add("cells", verdict.cells, cell)
        fields.add("remedy", verdict.remedy)
        fields.add("remarks", verdict.remarks)
        return fields.json
    }

    static func location(_ location: SourceLocation) -> JSON {
        [JSON(location.file), JSON(location.line), JSON(location.column)]
    }

    private static func cell(_ cell: CellVerdict) -> JSON {
        var fields = SummaryFields()
        fields.add("labels", cell.labels)
        fields.add("verdict", cell.judgement.verdict.rawValue)
        if case .noBaseline = cell.judgement { fields.add("no_baseline", true) }
        fields.add("owner", cell.owner)
        if case .waived(_, let waivers) = cell.judgement {
            fields.add("waivers", waivers, waiver)
        } else {
            fields.add("reason", cell.judgement.reason)
        }
        fields.add("measured", cell.judgement.measurements, measurement)
        fields.add("statements", cell.judgement.statements, statement)
        return fields.json
    }

    static func measurement(_ measurement: Measurement) -> JSON {
        var fields = SummaryFields()
        fields.add("metric", measurement.metric.name)
        fields.add("value", measurement.value)
        fields.add("dimension", measurement.dimension.rawValue)
        fields.add("labels", measurement.labels)
        fields.add("samples", measurement.samples)
        fields.add("provenance", measurement.provenance, provenance)
        fields.add("offenders", measurement.offenders, offender)
        fields.add("notes", measurement.notes)
        fields.add("doubt", measurement.doubt)
        fields.add("baselines", measurement.baselines, baseline)
        return fields.json
    }

    private static func provenance(_ provenance: Provenance) -> JSON {
        var fields = SummaryFields()
        fields.add("file", provenance.file)
        fields.add("format", provenance.format)
        fields.add("tool", provenance.tool)
        fields.add("step", provenance.step)
        fields.add("modified", provenance.modified)
        return fields.json
    }

    private static func offender(_ offender: Offender) -> JSON {
        var fields = SummaryFields()
        fields.add("name", offender.name)
        fields.add("file", offender.file)
        fields.add("line", offender.line)
        fields.add("detail", offender.detail)
        fields.add("owner", offender.owner)
        return fields.json
    }

    private static func problem(_ problem: Problem) -> JSON {
        var fields = SummaryFields()
        fields.add("verdict", problem.verdict.rawValue)
        fields.add("title", problem.title)
        fields.add("detail", problem.detail)
        fields.add("remedy", problem.remedy)
        fields.add("step", problem.step)
        return fields.json
    }
}
