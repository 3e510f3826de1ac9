import Core
import Criteria

extension ProjectBuilder {
    /// The keys that narrow the criteria beside them; what is not written there is inherited from the gate.
    func qualifiers(_ reader: Reader, inherited: Qualifiers) -> Qualifiers {
        var qualifiers = Qualifiers(
            minSamples: reader["min_samples"]?.integer ?? inherited.minSamples,
            over: positive(reader["over"], "over") ?? inherited.over,
            baseline: reader["baseline"].flatMap(baseline) ?? inherited.baseline,
            onMissing: reader["on_missing"]?.text.flatMap(MissingVerdict.init) ?? inherited.onMissing,
            // What a gate requires holds for every criterion in it, besides what the criterion requires itself.
            require: inherited.require + conditions(reader["require"]),
            minLines: reader["min_lines"]?.integer ?? inherited.minLines,
            appliesTo: reader["applies_to"]?.text.flatMap(FindingScope.init) ?? inherited.appliesTo,
            newlyDisclosed: inherited.newlyDisclosed
        )
        qualifiers.maxAge = positive(reader["max_age"], "max_age") ?? inherited.maxAge
        qualifiers.ignoresWhitespace = reader["ignore_whitespace"]?.boolean ?? inherited.ignoresWhitespace
        return qualifiers
    }

    /// Whether a key narrows criteria; where names are free, as those of services, it is a name like any other.
    func isQualifier(_ name: String, _ gate: GateID, _ path: String) -> Bool {
        guard FileFormat.qualifierKeys.contains(name) else { return false }
        let level = path.split(separator: ".").dropLast().joined(separator: ".") + ".*"
        return !Catalogue.definitions(of: gate).contains { $0.path == level || $0.path.hasPrefix(level + ".") }
    }

    /// Checks the metrics that are to be compared with earlier runs: an unknown one would never be.
    func compared(_ metrics: Reader?) {
        let known = Catalogue.comparedMetrics
        for item in metrics?.items ?? [] {
            guard let name = item.text, !known.contains(name) else { continue }
            let suggestion = Resemblance.nearest(to: name, among: known) ?? known.joined(separator: ", ")
            error("'\(name)' cannot be compared with earlier runs", item.node, suggestion: suggestion)
        }
    }

    private func conditions(_ reader: Reader?) -> [Criteria.Expression] {
        reader?.items?.compactMap(\.condition) ?? reader?.condition.map { [$0] } ?? []
    }

    private func baseline(_ reader: Reader) -> BaselineChoice? {
        guard reader.isMapping else { return nil }
        let pinned = reader["pinned"]?.text
        let median = reader["median_of"]?.integer
        let last = reader["last_passed"]?.boolean ?? false
        let branch = reader["branch"]?.text
        let ways = [pinned != nil, median != nil, last].count { $0 }
        if ways > 1 { error("only one of 'pinned', 'median_of' and 'last_passed' can hold", reader.node) }
        if pinned != nil, branch != nil { error("a pinned run is one run, of whatever 'branch'", reader.node) }
        if ways == 0, branch == nil, !log.hasErrors {
            error("'baseline' says nothing; write 'branch', 'pinned', 'median_of' or 'last_passed: true'", reader.node)
        }
        let runs: BaselineChoice.Runs =
            if let pinned { .pinned(pinned) } else if let median { .medianOf(median) } else if last { .lastPassed } else
            {
                .usual
            }
        return BaselineChoice(branch: branch, runs: runs)
    }
}
