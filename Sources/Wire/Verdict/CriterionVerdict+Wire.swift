package import Core
package import Scanning

/// A criterion's expression is not kept: verdicts come back for display.
extension CriterionVerdict: Wired {
    package static var blank: CriterionVerdict {
        CriterionVerdict(criterion: Criterion(path: "", metric: "", written: "", expression: nil), cells: [])
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "path", &criterion.path)
        try fields("metric", &criterion.metric)
        try fields("written", &criterion.written)
        try fields("aggregate", &criterion.aggregate)
        try fields("asked_cells", &criterion.cells)
        try fields("parameters", &criterion.parameters)
        try criterion.qualifiers.visit(&fields)
        try fields("location", &criterion.location)
        try fields("cells", &cells)
        try fields("remedy", &remedy)
        try fields("remarks", &remarks)
    }
}

extension Qualifiers {
    /// The fields of the qualifiers, within the object of their criterion.
    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("min_samples", &minSamples)
        try fields("not_applicable", &notApplicable)
        try fields("min_lines", &minLines)
        try fields(flag: "ignore_whitespace", &ignoresWhitespace)
        try fields("over", &over)
        try fields("baseline", &baseline)
        try fields("on_missing", &onMissing)
        try fields("require", &require)
        try fields("applies_to", &appliesTo)
        try fields("max_age", &maxAge)
        try fields("newly_disclosed", &newlyDisclosed)
    }
}

extension BaselineChoice: Wired {
    package static var blank: BaselineChoice { BaselineChoice() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        var isLastPassed = runs == .lastPassed
        var pinned: String?
        var count: Int?
        if case .pinned(let id) = runs { pinned = id }
        if case .medianOf(let number) = runs { count = number }
        try fields("branch", &branch)
        try fields(flag: "last_passed", &isLastPassed)
        try fields("pinned", &pinned)
        try fields("median_of", &count)
        if isLastPassed { runs = .lastPassed }
        if let pinned { runs = .pinned(pinned) }
        if let count { runs = .medianOf(count) }
    }
}
