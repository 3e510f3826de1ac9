import Core
import Criteria
import Scanning

extension SummaryEncoder {
    static func baseline(_ use: BaselineUse, _ json: inout JSONWriter) {
        json.add("value", use.value)
        json.add("dimension", use.dimension.rawValue)
        json.add("origin", use.origin)
        json.add("runs", use.runs, run)
        json.add("left_out", use.leftOut)
        json.add("notes", use.notes)
    }

    private static func run(_ run: BaselineRun, _ json: inout JSONWriter) {
        json.add("id", run.id)
        json.add("branch", run.branch)
        json.add("commit", run.commit)
        json.add("started", run.started)
        json.add("seed", run.seed, self.seed)
    }

    static func firstVerdict(_ verdict: FirstVerdict, _ json: inout JSONWriter) {
        json.add("overall", verdict.overall.rawValue)
        json.add("lacks_only_baselines", verdict.lacksOnlyBaselines)
    }

    static func seed(_ seed: BaselineSeed, _ json: inout JSONWriter) {
        json.add("by", seed.by)
        json.add("at", seed.at)
    }

    static func choice(_ choice: BaselineChoice, _ json: inout JSONWriter) {
        json.add("branch", choice.branch)
        switch choice.runs {
        case .usual: break
        case .lastPassed: json.add("last_passed", true)
        case .pinned(let id): json.add("pinned", id)
        case .medianOf(let count): json.add("median_of", count)
        }
    }
}
