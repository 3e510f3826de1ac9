/// What is known of a change that makes it more or less risky.
package struct ChangeRisk: Sendable {
    /// By changed file, how many commits touched it lately.
    package var churn: [String: Int] = [:]
    /// People who changed the files lately.
    package var authors = 0

    package init() {}

    /// The score of a selection with its parts.
    package func score(_ selection: Selection) -> RiskScore {
        let files = selection.changes.files
        let busiest = files.map { ($0.path, churn[$0.path] ?? 0) }.max { $0.1 < $1.1 }
        let chosen = selection.items.indices.filter { selection.choices[$0].isChosen }
        let known = chosen.filter { (selection.past[$0]?.runs ?? 0) > 0 }
        let failing = known.filter { (selection.past[$0]?.failures ?? 0) > 0 }
        let (run, total) = selection.counts
        let isOfAll = selection.whole != nil && !files.isEmpty
        return RiskScore([
            RiskScore.Part(
                "churn",
                Double(busiest?.1 ?? 0) / 30,
                weight: 20,
                busiest.map { "\($0.0) changed \($0.1) times lately" } ?? "nothing changed"
            ),
            RiskScore.Part(
                "past_failures",
                known.isEmpty ? 0 : 4 * Double(failing.count) / Double(known.count),
                weight: 25,
                "\(failing.count) of the \(known.count) tests with a past failed lately"
            ),
            RiskScore.Part(
                "authors",
                Double(authors - 1) / 5,
                weight: 10,
                "\(authors) people changed these files lately"
            ),
            RiskScore.Part(
                "blast_radius",
                total == 0 ? 0 : Double(run) / Double(total),
                weight: 20,
                "\(run) of \(total) tests depend on it"
            ),
            RiskScore.Part(
                "critical_paths",
                selection.criticalPaths.isEmpty ? 0 : 1,
                weight: 10,
                selection.criticalPaths.isEmpty
                    ? "no critical path is touched"
                    : "critical paths: \(selection.criticalPaths.joined(separator: ", "))"
            ),
            RiskScore.Part(
                "toolchain",
                isOfAll ? 1 : 0,
                weight: 10,
                isOfAll ? "everything may depend on it" : "nothing that everything depends on changed"
            ),
            RiskScore.Part("size", Double(files.count) / 30, weight: 5, "\(files.count) files"),
        ])
    }
}
