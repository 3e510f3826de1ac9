import Core
import Criteria
import Scanning

extension SummaryDecoder {
    static func baseline(_ json: inout JSONReader) throws(ScanError) -> BaselineUse {
        let start = json.offset
        var value: Double?
        var dimension: Dimension?
        var use = BaselineUse(value: 0, dimension: .count, origin: "", runs: [])
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "value": value = try json.real()
            case "dimension": dimension = try json.word("dimension")
            case "origin": use.origin = try json.readString()
            case "runs": use.runs = try json.list(baselineRun)
            case "left_out": use.leftOut = try json.words()
            case "notes": use.notes = try json.words()
            default: try json.skipValue()
            }
        }
        use.value = try json.required(value, "value", start)
        use.dimension = try json.required(dimension, "dimension", start)
        return use
    }

    private static func baselineRun(_ json: inout JSONReader) throws(ScanError) -> BaselineRun {
        let start = json.offset
        var id: String?
        var run = BaselineRun(id: "", started: 0)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": id = try json.readString()
            case "branch": run.branch = try json.readString()
            case "commit": run.commit = try json.readString()
            case "started": run.started = try json.real()
            case "seed": run.seed = try seed(&json)
            default: try json.skipValue()
            }
        }
        run.id = try json.required(id, "id", start)
        return run
    }

    static func firstVerdict(_ json: inout JSONReader) throws(ScanError) -> FirstVerdict {
        let start = json.offset
        var overall: Verdict?
        var lacksOnlyBaselines = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "overall": overall = try json.word("verdict")
            case "lacks_only_baselines": lacksOnlyBaselines = try json.readBool()
            default: try json.skipValue()
            }
        }
        return FirstVerdict(
            overall: try json.required(overall, "overall", start),
            lacksOnlyBaselines: lacksOnlyBaselines
        )
    }

    static func seed(_ json: inout JSONReader) throws(ScanError) -> BaselineSeed {
        let start = json.offset
        var by: String?
        var at: Double?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "by": by = try json.readString()
            case "at": at = try json.real()
            default: try json.skipValue()
            }
        }
        return BaselineSeed(by: try json.required(by, "by", start), at: try json.required(at, "at", start))
    }

    static func choice(_ json: inout JSONReader) throws(ScanError) -> BaselineChoice {
        var choice = BaselineChoice()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "branch": choice.branch = try json.readString()
            case "last_passed": if try json.readBool() { choice.runs = .lastPassed }
            case "pinned": choice.runs = .pinned(try json.readString())
            case "median_of": choice.runs = .medianOf(try json.readInteger())
            default: try json.skipValue()
            }
        }
        return choice
    }

    /// A condition as it was printed, which reads back as the same condition.
    static func condition(_ json: inout JSONReader) throws(ScanError) -> Criteria.Expression {
        let start = json.offset
        let text = try json.readString()
        do throws(CriteriaError) {
            return try Expression.parse(text, names: Catalogue.metricNames, as: .boolean)
        } catch {
            throw json.error("a condition that cannot be read: \(error.message)", at: start)
        }
    }
}
