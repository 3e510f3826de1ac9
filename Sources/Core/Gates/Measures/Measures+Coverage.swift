import Criteria

extension Measures {
    static let coverage: Measure = { evidence, criterion, _ in
        if let problem = unmatchedPaths(evidence) { return problem }
        if let stale = StaleCoverage(evidence) { return .broken(reason: stale.reason) }
        return covered(evidence.coverage.files, criterion, labels: [:], evidence)
    }

    static let componentCoverage: Measure = { evidence, criterion, labels in
        guard let name = labels["component"], let component = evidence.components.first(where: { $0.name == name })
        else {
            let name = labels["component"] ?? ""
            return .broken(reason: "no component `\(name)` is defined: add it below `components:` with its paths")
        }
        return area(component.paths, "component `\(name)`", evidence, criterion, labels)
    }

    static let criticalPathCoverage: Measure = { evidence, criterion, labels in
        let name = labels["path"] ?? ""
        guard let path = evidence.criticalPaths.first(where: { $0.name == name }) else {
            return .broken(reason: "the path \"\(name)\" has no map: name its files below `critical_paths:`")
        }
        return area(path.paths, "critical path \"\(name)\"", evidence, criterion, labels)
    }

    /// Coverage of the files that some globs name; a source file that no report mentions makes it inconclusive.
    private static func area(
        _ globs: [String],
        _ what: String,
        _ evidence: Evidence,
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        // An earlier run may be older than a folder that the globs name.
        let project = evidence.surroundings.isEarlier ? [] : evidence.surroundings.projectFiles
        if let empty = project.isEmpty ? nil : globs.first(where: { glob in !matches(project, [glob]) }) {
            return .broken(reason: "the glob \(empty) of \(what) matches no file: mend or remove it")
        }
        if let problem = unmatchedPaths(evidence) { return problem }
        if let stale = StaleCoverage(evidence, { matches([$0], globs) }) { return .broken(reason: stale.reason) }
        let files = evidence.coverage.files(matching: globs)
        guard !files.isEmpty else { return .missing(reason: "no coverage report holds a file of \(what)") }
        let gaps = SourceGaps(globs, evidence)
        let found = covered(files, criterion, labels: labels, evidence, headers: gaps.headers)
        guard !gaps.files.isEmpty, case .measured(let measured) = found else { return found }
        let names = gaps.files.prefix(3).joined(separator: ", ") + (gaps.files.count > 3 ? ", …" : "")
        return .inconclusive(reason: "no coverage report holds \(names), which \(what) includes", measured)
    }

    private static func matches(_ files: [String], _ globs: [String]) -> Bool {
        var matcher = GlobMatcher(globs.map { Glob($0) })
        return files.contains { matcher.matches($0) }
    }

    /// Paths that mean no file for certain: what they cover cannot be counted, and must not be left out in silence.
    static func unmatchedPaths(_ evidence: Evidence) -> CriterionDefinition.Found? {
        let problems = evidence.coverage.problems
        guard !problems.isEmpty else { return nil }
        let names = problems.prefix(3).map(\.words).joined(separator: "; ") + (problems.count > 3 ? "; …" : "")
        return .broken(
            reason: "coverage reports name \(plural(problems.count, "path")) that match no file of the project: "
                + "\(names) (`paths:` in the configuration can map or ignore them)"
        )
    }

    private static func covered(
        _ files: [FileCoverage],
        _ criterion: Criterion,
        labels: Labels,
        _ evidence: Evidence,
        headers: [String] = []
    ) -> CriterionDefinition.Found {
        guard !evidence.coverage.provenance.isEmpty else { return .missing(reason: nil) }
        if let reason = withoutLines(files) { return .missing(reason: reason) }
        let lines = files.indices.reduce(into: Fraction()) { sum, file in
            sum.covered += files[file].lines.coveredCount
            sum.total += files[file].lines.count
        }
        guard let ratio = lines.ratio else { return .missing(reason: "the coverage reports hold no coverable line") }
        let left = leftOut(evidence.coverage)
        var notes = left.isEmpty ? [] : ["\(left.joined(separator: ", ")) left out"]
        if !headers.isEmpty {
            notes.append("headers in no coverage report: \(headers.prefix(5).joined(separator: ", "))")
        }
        let gaps = gaps(files)
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: ratio,
                dimension: .ratio,
                labels: labels,
                samples: lines.total,
                provenance: evidence.coverage.provenance(of: files, first: gaps),
                offenders: uncovered(gaps),
                notes: notes
            )
        ])
    }

    /// Files that were measured without a word on single lines: what is known of the others is not the whole.
    private static func withoutLines(_ files: [FileCoverage]) -> String? {
        let silent = files.filter(\.lacksLines).map(\.path)
        guard !silent.isEmpty else { return nil }
        let names = silent.prefix(3).joined(separator: ", ") + (silent.count > 3 ? ", …" : "")
        return "the coverage of \(names) does not say which lines are covered: give a report that has lines"
    }

    /// `2 test files, 1 generated file`: what reports measure and the figure leaves out.
    private static func leftOut(_ coverage: MergedCoverage) -> [String] {
        let roles = [FileRole.test, .generated, .vendored].compactMap { role in
            coverage.leftOut[role].map { plural($0, "\(role.rawValue) file") }
        }
        let ignored = coverage.ignored.count
        return ignored > 0 ? roles + ["\(plural(ignored, "file")) by `paths.ignore`"] : roles
    }

    /// The files to list: those with the most uncovered lines, the worst first; files come sorted by path.
    private static func gaps(_ files: [FileCoverage]) -> [FileCoverage] {
        let missed = files.indices.map { files[$0].lines.count - files[$0].lines.coveredCount }
        let worst = files.indices.filter { missed[$0] > 0 }.sorted { (missed[$1], $0) < (missed[$0], $1) }
        return worst.prefix(offenderLimit).map { files[$0] }
    }

    private static func uncovered(_ gaps: [FileCoverage]) -> [Offender] {
        gaps.map { file in
            let total = file.totals.lines ?? Fraction()
            let lines = file.lines.missed
            return Offender(
                name: file.path,
                file: file.path,
                line: lines.first.map(Int.init),
                detail: "\(total.covered) of \(total.total) lines covered; not: \(Wording.ranges(lines, limit: 8))"
            )
        }
    }
}
