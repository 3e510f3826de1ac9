package import Core
import Criteria
package import Scanning

extension BaselineUse: Wired {
    package static var blank: BaselineUse { BaselineUse(value: 0, dimension: .count, origin: "", runs: []) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "value", &value)
        try fields(required: "dimension", &dimension)
        try fields("origin", &origin)
        try fields("runs", &runs)
        try fields("left_out", &leftOut)
        try fields("notes", &notes)
    }
}

extension BaselineRun: Wired {
    package static var blank: BaselineRun { BaselineRun(id: "", started: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "id", &id)
        try fields("branch", &branch)
        try fields("commit", &commit)
        try fields("started", &started)
        try fields("seed", &seed)
    }
}

extension BaselineSeed: Wired {
    package static var blank: BaselineSeed { BaselineSeed(by: "", at: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "by", &by)
        try fields(required: "at", &at)
    }
}
