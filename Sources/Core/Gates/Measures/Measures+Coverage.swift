import Criteria

extension Measures {
    static let coverage: Measure = { evidence, criterion, _ in
        if let problem = unmatchedPaths(evidence) { return problem }
        return covered(evidence.coverage.files, criterion, labels: [:], evidence)
    }

    static let componentCoverage: Measure = { evidence, criterion, labels in
        guard let name = labels["component"], let component = evidence.components.first(where: { $0.name == name })
        else {
            let name = labels["component"] ?? ""
            return .broken(reason: "no component `\(name)` is defined: add it below `components:` with its paths")
        }
        return area(component.paths, "component `\(name)`", evidence, criterion, labels, gapsDecide: false)
    }

    static let criticalPathCoverage: Measure = { evidence, criterion, labels in
        let name = labels["path"] ?? ""
        guard let path = evidence.criticalPaths.first(where: { $0.name == name }) else {
            return .broken(reason: "the path \"\(name)\" has no map: name its files below `critical_paths:`")
        }
        return area(path.paths, "critical path \"\(name)\"", evidence, criterion, labels, gapsDecide: true)
    }

    /// Coverage of the files that some globs name; `gapsDecide` says whether a file that no report mentions makes the
    /// result inconclusive, or is noted only.
    private static func area(
        _ globs: [String],
        _ what: String,
        _ evidence: Evidence,
        _ criterion: Criterion,
        _ labels: Labels,
        gapsDecide: Bool
    ) -> CriterionDefinition.Found {
        var matcher = GlobMatcher(globs.map { Glob($0) })
        let inProject = evidence.surroundings.projectFiles.filter { matcher.matches($0) }
        if !evidence.surroundings.projectFiles.isEmpty, inProject.isEmpty {
            return .broken(reason: "the globs of \(what) match no file: \(globs.joined(separator: ", "))")
        }
        let files = evidence.coverage.files(matching: globs)
        guard !files.isEmpty else { return .missing(reason: "no coverage report holds a file of \(what)") }
        let gaps = unmeasured(inProject, besides: files, evidence)
        let found = covered(files, criterion, labels: labels, evidence, unmeasured: gaps)
        if gapsDecide, !gaps.isEmpty, case .measured(let measured) = found {
            let names = gaps.prefix(3).joined(separator: ", ")
            return .inconclusive(reason: "no coverage report holds \(names), which \(what) includes", measured)
        }
        return found
    }

    /// Source files, by the extensions of those measured, that no report mentions.
    private static func unmeasured(
        _ inProject: [String],
        besides files: [FileCoverage],
        _ evidence: Evidence
    ) -> [String] {
        let measured = Set(files.map(\.path))
        let suffixes = Set(files.compactMap { FileRole.suffix(of: $0.path) })
        return inProject.filter { file in
            guard !measured.contains(file), let suffix = FileRole.suffix(of: file), suffixes.contains(suffix) else {
                return false
            }
            return FileRole.of(file) == .product && !evidence.paths.isIgnored(file)
        }
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
        unmeasured: [String] = []
    ) -> CriterionDefinition.Found {
        guard !evidence.coverage.provenance.isEmpty else { return .missing(reason: nil) }
        let lines = files.indices.reduce(into: Fraction()) { sum, file in
            sum.covered += files[file].lines.coveredCount
            sum.total += files[file].lines.count
        }
        guard let ratio = lines.ratio else { return .missing(reason: "the coverage reports hold no coverable line") }
        var notes: [String] = []
        if evidence.coverage.excluded > 0 {
            notes.append("\(plural(evidence.coverage.excluded, "test file")) left out")
        }
        if !unmeasured.isEmpty {
            notes.append("in no coverage report: \(unmeasured.prefix(5).joined(separator: ", "))")
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
                detail: "\(total.covered) of \(total.total) lines covered; not: \(ranges(lines, limit: 8))"
            )
        }
    }

    /// `3-7, 12` for sorted line numbers; at most `limit` ranges.
    static func ranges(_ lines: [UInt32], limit: Int) -> String {
        var ranges: [ClosedRange<UInt32>] = []
        for line in lines {
            if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == line {
                ranges[ranges.count - 1] = last.lowerBound...line
            } else {
                ranges.append(line...line)
            }
        }
        let shown = ranges.prefix(limit)
            .map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ", ")
        return ranges.count > limit ? shown + ", …" : shown
    }
}
