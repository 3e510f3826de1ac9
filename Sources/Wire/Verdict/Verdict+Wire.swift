package import Core
package import Scanning

extension RunVerdict: Wired {
    package static var blank: RunVerdict { RunVerdict(gates: [], problems: []) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields.derived("overall", overall)
        try fields("gates", &gates)
        try fields("problems", &problems)
        var cell = tests.map { CellVerdict(labels: [:], judgement: $0) }
        try fields("tests", &cell)
        tests = cell?.judgement
    }
}

extension GateVerdict: Wired {
    package static var blank: GateVerdict { GateVerdict(gate: .codeQuality, blocking: false, criteria: []) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "gate", &gate)
        try fields(flag: "blocking", &blocking)
        try fields("criteria", &criteria)
    }
}

extension Problem: Wired {
    package static var blank: Problem { Problem(.error, "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "verdict", &verdict)
        try fields("title", &title)
        try fields("detail", &detail)
        try fields("remedy", &remedy)
        try fields("step", &step)
    }
}

extension FirstVerdict: Wired {
    package static var blank: FirstVerdict { FirstVerdict(overall: .error, lacksOnlyBaselines: false) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "overall", &overall)
        try fields(flag: "lacks_only_baselines", &lacksOnlyBaselines)
    }
}
