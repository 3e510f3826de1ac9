import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func baseline(_ use: BaselineUse) -> JSON {
        var fields = SummaryFields()
        fields.add("value", use.value)
        fields.add("dimension", use.dimension.rawValue)
        fields.add("origin", use.origin)
        fields.add("runs", use.runs, run)
        fields.add("left_out", use.leftOut)
        fields.add("notes", use.notes)
        return fields.json
    }

    private static func run(_ run: BaselineRun) -> JSON {
        var fields = SummaryFields()
        fields.add("id", run.id)
        fields.add("branch", run.branch)
        fields.add("commit", run.commit)
        fields.add("started", run.started)
        if let seed = run.seed { fields.add("seed", self.seed(seed)) }
        return fields.json
    }

    static func seed(_ seed: BaselineSeed) -> JSON {
        var fields = SummaryFields()
        fields.add("by", seed.by)
        fields.add("at", seed.at)
        return fields.json
    }

    static func choice(_ choice: BaselineChoice) -> JSON {
        var fields = SummaryFields()
        fields.add("branch", choice.branch)
        switch choice.runs {
        case .usual: break
        case .lastPassed: fields.add("last_passed", true)
        case .pinned(let id): fields.add("pinned", id)
        case .medianOf(let count): fields.add("median_of", count)
        }
        return fields.json
    }
}
