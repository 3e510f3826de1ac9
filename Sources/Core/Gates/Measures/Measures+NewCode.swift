import Criteria

extension Measures {
    /// Line coverage of what the change adds; where the change is not known, what a report states.
    static let newCode: Measure = { evidence, criterion, labels in
        guard let change = evidence.surroundings.change else {
            let stated = CriterionDefinition.stated(evidence, criterion, labels)
            if case .measured = stated { return stated }
            let reason = evidence.surroundings.unknownChange ?? "what the change adds is not known"
            return .missing(reason: reason)
        }
        guard change.addedLines > 0 else {
            return .notApplicable(reason: "the change adds no line (compared with \(change.base))")
        }
        guard evidence.coverage.files.contains(where: { !$0.lines.isEmpty }) else {
            return .missing(reason: "no coverage report says which lines of the project's files are covered")
        }
        if let problem = unmatchedPaths(evidence) { return problem }
        if let stale = StaleCoverage(evidence) { return .broken(reason: stale.reason) }
        let code = NewCode(change, coverage: evidence.coverage, isIgnored: evidence.paths.isIgnored)
        return newCode(code, change, evidence, criterion)
    }

    private static func newCode(
        _ code: NewCode,
        _ change: ChangeSet,
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        if let file = code.withoutLines.first {
            return .missing(
                reason: "the coverage of \(file), which the change edits, counts statements and not lines: "
                    + "give a report that has lines"
            )
        }
        let total = code.total
        let added = plural(change.addedLines, "line")
        guard let ratio = total.ratio else {
            return .notApplicable(
                reason: "the change adds \(added), none of them coverable (compared with \(change.base))"
            )
        }
        if let least = criterion.qualifiers.minLines, total.total < least {
            return .notApplicable(
                reason: "the change adds \(plural(total.total, "coverable line")), \(total.covered) of them covered, "
                    + "and `min_lines: \(least)` judges no smaller change"
            )
        }
        let files = evidence.coverage.files(at: code.files.map(\.path))
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: ratio,
                dimension: .ratio,
                samples: total.total,
                provenance: files.isEmpty
                    ? evidence.coverage.provenance : evidence.coverage.provenance(of: files),
                offenders: offenders(code),
                notes: notes(code, change, added)
                    + (criterion.qualifiers.ignoresWhitespace ? ["changes of white space are left out"] : [])
            )
        ])
    }

    /// Files with uncovered new lines, those with the most first.
    private static func offenders(_ code: NewCode) -> [Offender] {
        code.files.filter { !$0.uncovered.isEmpty }
            .sorted { ($0.uncovered.count, $1.path) > ($1.uncovered.count, $0.path) }
            .prefix(offenderLimit)
            .map { file in
                let lines = Wording.ranges(file.uncovered, limit: 8)
                let detail =
                    file.isReported
                    ? "uncovered new lines \(lines) (\(file.covered) of \(file.coverable) covered)"
                    : "in no coverage report, so its new lines count as uncovered: \(lines)"
                return Offender(
                    name: file.path,
                    file: file.path,
                    line: file.uncovered.first.map(Int.init),
                    detail: detail
                )
            }
    }

    /// What the figure is of, and what is not in it.
    private static func notes(_ code: NewCode, _ change: ChangeSet, _ added: String) -> [String] {
        let counted = code.total.total
        var notes = [
            "compared with \(change.base): \(added) added, \(counted) of them coverable, "
                + "in \(plural(code.files.count, "file"))"
        ]
        var left = [FileRole.test, .generated, .vendored, .documentation, .tooling].compactMap { role in
            code.leftOut[role].map { plural($0, "\(role.rawValue) file") }
        }
        if code.ignored > 0 { left.append("\(plural(code.ignored, "file")) by `paths.ignore`") }
        if code.others > 0 { left.append("\(plural(code.others, "file")) without code") }
        if !code.headers.isEmpty {
            notes.append("headers in no coverage report: \(code.headers.prefix(5).joined(separator: ", "))")
        }
        if !left.isEmpty { notes.append("left out: \(left.joined(separator: ", "))") }
        return notes
    }
}
