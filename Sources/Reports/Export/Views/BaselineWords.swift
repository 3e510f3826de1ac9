import Core

/// A baseline as every report tells it: value, origin, runs, and what was left out.
enum BaselineWords {
    private static let listed = 5

    static func lines(_ use: BaselineUse) -> [String] {
        let runs = use.runs.prefix(listed).map(run).joined(separator: "; ")
        let more = use.runs.count > listed ? "; and \(use.runs.count - listed) more" : ""
        let value = Display.rounded(use.value, use.dimension)
        var lines = ["baseline \(value), \(CleanText.line(use.origin)): \(runs)\(more)"]
        lines += use.notes.map { "baseline \(CleanText.line($0))" }
        lines += use.leftOut.prefix(listed).map { "left out: \(CleanText.line($0))" }
        if use.leftOut.count > listed { lines.append("left out: \(use.leftOut.count - listed) more") }
        return lines
    }

    /// `run 20261122-150405-a1b2 of main at 4f1c2a9e01, 2026-11-22 15:04:05 UTC`.
    private static func run(_ run: BaselineRun) -> String {
        let branch = run.branch.map { " of \(CleanText.line($0, limit: 120))" } ?? ""
        let commit = run.commit.map { " at \(CleanText.line(String($0.prefix(10))))" } ?? ""
        let seed = run.seed.map { ", made a baseline by \(CleanText.line($0.by, limit: 80))" } ?? ""
        return "run \(CleanText.line(run.id, limit: 80))\(branch)\(commit), \(Display.time(run.started))\(seed)"
    }

    /// What every reader of a seeded run has to know.
    static func banner(_ seed: BaselineSeed) -> String {
        "made a baseline by \(CleanText.line(seed.by, limit: 120)) on \(Display.time(seed.at)); "
            + "what lacks a baseline here stays inconclusive"
    }
}
