import Core
import Criteria
import Scanning

extension SummaryDecoder {
    static func measurement(_ json: inout JSONReader) throws(ScanError) -> Measurement {
        let start = json.offset
        var metric: String?
        var value: Double?
        var dimension: Dimension?
        var result = Measurement(metric: "", value: 0, dimension: .count, samples: 0, provenance: [])
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "metric": metric = try json.readString()
            case "value": value = try json.real()
            case "dimension": dimension = try json.word("dimension")
            case "labels": result.labels = try json.labels()
            case "samples": result.samples = try json.readInteger()
            case "provenance": result.provenance = try json.list(provenance)
            case "offenders": result.offenders = try json.list(offender)
            case "unlisted_offenders": result.unlistedOffenders = try json.readInteger()
            case "notes": result.notes = try json.words()
            case "doubt": result.doubt = try json.readString()
            case "baselines": result.baselines = try json.list(baseline)
            default: try json.skipValue()
            }
        }
        result.metric = MetricID(try json.required(metric, "metric", start))
        result.value = try json.required(value, "value", start)
        result.dimension = try json.required(dimension, "dimension", start)
        return result
    }

    private static func provenance(_ json: inout JSONReader) throws(ScanError) -> Provenance {
        var provenance = Provenance(file: "", format: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "file": provenance.file = try json.readString()
            case "format": provenance.format = try json.readString()
            case "tool": provenance.tool = try json.readString()
            case "step": provenance.step = try json.readString()
            case "modified": provenance.modified = try json.real()
            default: try json.skipValue()
            }
        }
        return provenance
    }

    private static func offender(_ json: inout JSONReader) throws(ScanError) -> Offender {
        var offender = Offender(name: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": offender.name = try json.readString()
            case "file": offender.file = try json.readString()
            case "line": offender.line = try json.readInteger()
            case "detail": offender.detail = try json.readString()
            case "owner": offender.owner = try json.readString()
            default: try json.skipValue()
            }
        }
        return offender
    }
}
