package import Core
package import Scanning

extension SelectionRecord: Wired {
    package static var blank: SelectionRecord { SelectionRecord(base: "", changed: 0, chosen: 0, total: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("base", &base)
        try fields("changed", &changed)
        try fields("whole", &whole)
        try fields("chosen", &chosen)
        try fields("total", &total)
        try fields("risk", &risk)
        try fields("omissions", &omissions)
        try fields("carried", &carried)
        try fields("shadowed", &shadowed)
        try fields("tallies", &tallies)
        try fields(flag: "shadow", &isShadow)
    }
}

extension SelectionRecord.Tally: Wired {
    package static var blank: SelectionRecord.Tally { SelectionRecord.Tally(kind: .unit) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("kind", &kind)
        try fields("failures", &failures)
        try fields("misses", &misses)
    }
}

extension SelectionRecord.Omission: Wired {
    package static var blank: SelectionRecord.Omission { SelectionRecord.Omission(step: "", kind: .unit, reason: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "step", &step)
        try fields("kind", &kind)
        try fields("tests", &tests)
        try fields("count", &count)
        try fields("reason", &reason)
    }
}

extension SelectionRecord.Carried: Wired {
    package static var blank: SelectionRecord.Carried {
        SelectionRecord.Carried(run: "", commit: "", commits: 0, time: 0, step: "", tests: [], units: [])
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "run", &run)
        try fields("commit", &commit)
        try fields("commits", &commits)
        try fields("time", &time)
        try fields(required: "step", &step)
        try fields("tests", &tests)
        try fields("units", &units)
    }
}

extension SelectionRecord.Carried.Unit: Wired {
    package static var blank: SelectionRecord.Carried.Unit { SelectionRecord.Carried.Unit(step: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "step", &step)
        try fields("part", &part)
    }
}
