/// Coverage that is older than lines it is asked about.
struct StaleCoverage {
    let reason: String

    /// nil where no file of the change shows it; `isAsked` says which files are asked about.
    ///
    /// The clock alone proves nothing: a checkout writes files anew, and a commit follows the tests. So a report is stale
    /// where it was made before the file got what it holds, and knows no line where the change begins statements.
    init?(_ evidence: Evidence, _ isAsked: (String) -> Bool = { _ in true }) {
        guard let change = evidence.surroundings.change else { return nil }
        let asked = change.files.filter { $0.changed != nil && !$0.statements.isEmpty && isAsked($0.path) }
        guard !asked.isEmpty else { return nil }
        let measured = Dictionary(evidence.coverage.files(at: asked.map(\.path)).map { ($0.path, $0) }) { first, _ in
            first
        }
        for file in asked {
            guard let coverage = measured[file.path], let changed = file.changed else { continue }
            let sources = evidence.coverage.provenance(of: [coverage])
            let made = sources.map(\.modified)
            guard !made.contains(where: { $0.map { $0 + Self.tolerance >= changed } ?? true }) else { continue }
            let lines = file.statements.flatMap { Array($0) }
            let unknown = lines.filter { !coverage.lines.contains($0) }
            // Some statements are left out by comments of the code; those of a whole function are not.
            guard !unknown.isEmpty, 3 * unknown.count >= lines.count else { continue }
            let step = sources.lazy.compactMap(\.step).first
            let remedy =
                step.map { "`assay run --only \($0)`" } ?? "the tests that write \(sources.first?.file ?? "it")"
            reason =
                "\(sources.first?.file ?? "the coverage") is older than \(file.path), and knows nothing of its new lines "
                + "\(Wording.ranges(unknown, limit: 4)): run \(remedy) again"
            return
        }
        return nil
    }

    /// Some file systems keep whole seconds.
    private static let tolerance = 1.0
}
