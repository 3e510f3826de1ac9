import Selection

/// A selection for people.
enum SelectionText {
    /// More names than these are a list for programs.
    private static let limit = 40

    static func lines(_ selection: Selection) -> [String] {
        let counts = selection.counts
        let files = selection.changes.files
        var lines = [
            "\(counts.chosen) of \(counts.total) tests, by \(files.count == 1 ? "1 changed file" : "\(files.count) changed files") "
                + "against \(selection.changes.base)"
        ]
        if let risk = selection.risk { lines.append("risk \(risk.score) of 100: \(words(risk))") }
        if !selection.criticalPaths.isEmpty {
            lines.append("critical paths: \(selection.criticalPaths.joined(separator: ", "))")
        }
        if let whole = selection.whole { return lines + ["everything runs: \(whole)"] }
        let chosen = selection.prioritised
        for index in chosen.prefix(limit) {
            let step = selection.steps[selection.items[index].step]
            lines.append("  + \(selection.name(selection.items[index]))  (\(step.name))")
            lines += selection.choices[index].grounds.sorted { $0.weight > $1.weight }.prefix(3).map {
                "      \($0.words)"
            }
        }
        let more = chosen.count - limit
        if more > 0 { lines.append("  … and \(more) more") }
        return lines + left(selection)
    }

    private static func left(_ selection: Selection) -> [String] {
        let omitted = selection.omitted
        guard !omitted.isEmpty else { return [] }
        var lines = ["not selected:"]
        for index in omitted.prefix(limit) {
            guard case .omitted(let reason) = selection.choices[index] else { continue }
            lines.append("  - \(selection.name(selection.items[index])): \(reason)")
        }
        return omitted.count > limit ? lines + ["  … and \(omitted.count - limit) more"] : lines
    }

    private static func words(_ risk: RiskScore) -> String {
        let parts = risk.parts.filter { $0.value * $0.weight >= 0.5 }.sorted {
            $0.value * $0.weight > $1.value * $1.weight
        }
        return parts.isEmpty ? "nothing speaks for it" : parts.map(\.words).joined(separator: "; ")
    }
}
