/// Files that an earlier run measured, that are still here, and that no report holds now: figures of both runs are then not
/// of the same code.
///
/// A file that the change removes, or that a rule leaves out, is not lost: that is how a team stops measuring a file.
struct LostFiles {
    let reason: String

    /// nil where every file is still measured; `labels` say whether a component or a critical path is asked about.
    init?(_ evidence: Evidence, _ runs: [EarlierRun], _ labels: Labels) {
        let measured = Set(evidence.coverage.files.map(\.path))
        let earlier = runs.map { ($0.run, Self.candidates($0, measured, evidence, labels)) }
        guard earlier.contains(where: { !$0.1.isEmpty }) else { return nil }
        let here = Set(evidence.surroundings.projectFiles)
        for (run, candidates) in earlier {
            let lost = candidates.filter(here.contains)
            guard let first = lost.first else { continue }
            let names = lost.prefix(3).joined(separator: ", ") + (lost.count > 3 ? ", …" : "")
            let these =
                lost.count == 1
                ? "\(first), which is still here, was" : "\(lost.count) files that are still here (\(names)) were"
            reason =
                "\(these) measured in run \(run.id), and no coverage report holds \(lost.count == 1 ? "it" : "them") now: the two "
                + "figures are not of the same code (measure again, or leave out on purpose with `paths: ignore`)"
            return
        }
        return nil
    }

    /// Files of a run that no report holds now, less those whose lines the change takes out.
    private static func candidates(
        _ run: EarlierRun,
        _ measured: Set<String>,
        _ evidence: Evidence,
        _ labels: Labels
    ) -> [String] {
        let removed = RemovedLines(since: run.run.commit, evidence.surroundings.change)
        let scope = evidence.globs(of: labels)
        var matcher = GlobMatcher((scope ?? []).map { Glob($0) })
        return run.evidence.coverage.files.compactMap { file in
            guard !measured.contains(file.path), !evidence.paths.isIgnored(file.path) else { return nil }
            if scope != nil, !matcher.matches(file.path) { return nil }
            let rest = removed?.rest(of: file) ?? file.lines
            return rest.isEmpty && !file.lines.isEmpty ? nil : file.path
        }
    }
}

extension Evidence {
    /// The globs of the component or the critical path that a cell is about; nil where it is about everything.
    fileprivate func globs(of labels: Labels) -> [String]? {
        if let name = labels["component"] { return components.first { $0.name == name }?.paths }
        if let name = labels["path"] { return criticalPaths.first { $0.name == name }?.paths }
        return nil
    }
}
