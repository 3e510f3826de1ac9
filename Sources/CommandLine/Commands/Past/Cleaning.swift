import Core
import Criteria
import Scanning

/// What cleaning has come to.
struct Cleaning {
    var isDry: Bool
    /// Folders that are gone, or would be.
    var removed: [Retention.Run] = []
    /// Snapshots and volumes that are gone, or would be.
    var folders: [Retention.Run] = []
    /// Old ones that stay, each with its reason.
    var held: [Retention.Run] = []
    /// Runs whose single results are gone from the history, or would be.
    var prunedRuns = 0
    var messages = 0
    var forgottenRuns = 0
    var problems: [String] = []

    init(isDry: Bool) { self.isDry = isDry }

    private var bytes: Int { removed.reduce(0) { $0 + $1.bytes } }

    var lines: [String] {
        let would = isDry ? "would be " : ""
        var lines = (removed + folders).map { "\(would)removed  \($0.id)  \(Self.size($0.bytes))" }
        lines += held.map { "kept  \($0.id): \($0.held ?? "")" }
        lines.append("\(Self.runs(removed.count)) \(would)removed, \(Self.size(bytes))")
        if !folders.isEmpty {
            let sum = folders.reduce(0) { $0 + $1.bytes }
            let words = folders.count == 1 ? "1 snapshot or volume" : "\(folders.count) snapshots and volumes"
            lines.append("\(words) \(would)removed, \(Self.size(sum))")
        }
        if prunedRuns > 0 {
            lines.append("history: the single results of \(Self.runs(prunedRuns)) \(would)removed; totals stay")
        }
        if messages > 0 { lines.append("history: \(messages) texts of failures removed") }
        if forgottenRuns > 0 { lines.append("history: totals of \(Self.runs(forgottenRuns)) removed") }
        return lines
    }

    var json: JSON {
        [
            "dry_run": JSON(isDry), "bytes": JSON(bytes),
            "removed": JSON(removed.map { ["run": JSON($0.id), "bytes": JSON($0.bytes)] }),
            "folders": JSON(folders.map { ["path": JSON($0.id), "bytes": JSON($0.bytes)] }),
            "kept": JSON(held.map { ["run": JSON($0.id), "reason": JSON($0.held)] }),
            "pruned_runs": JSON(prunedRuns), "messages": JSON(messages), "forgotten_runs": JSON(forgottenRuns),
        ]
    }

    private static func runs(_ count: Int) -> String { count == 1 ? "1 run" : "\(count) runs" }

    private static func size(_ bytes: Int) -> String {
        Quantity(measured: Double(bytes), .bytes).rounded(decimals: 1).description
    }
}
