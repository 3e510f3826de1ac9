import Configuration
import Core
import Execution
import History
import Judging

/// Judges runs of the past twice: by the gates of now, and by proposed ones.
struct Replay {
    private let folder: ProjectFolder
    private let proposed: Project

    /// `gates`: a configuration with the proposed gates.
    init(folder: ProjectFolder, gates: String) throws {
        self.folder = folder
        proposed = try ProjectFolder.load(gates, notes: false).project
        guard !proposed.gates.isEmpty else { throw CommandFailure(.usage, "\(gates) holds no gate to try") }
    }

    /// The gates of now, but for one criterion.
    ///
    /// `criterion`: with its gate in front, such as `coverage_gate.overall.threshold`.
    /// `asks`: what it would ask, as the configuration says it.
    init(folder: ProjectFolder, criterion: String, asks: String) throws {
        self.folder = folder
        let proposal = try Self.proposal(criterion, asks)
        let read = ProjectFolder.read(folder.file, partial: false, overlay: Overlay(proposals: [proposal]))
        guard let project = read.project else {
            let error = read.diagnostics.first { $0.severity == .error }
            let nearest = error?.suggestion.map { "; did you mean '\($0)'?" } ?? ""
            throw CommandFailure(.usage, "\(criterion): \(error?.message ?? "no criterion")\(nearest)")
        }
        proposed = project
    }

    /// As a setting, its value in quotes where it would not be read as a text.
    private static func proposal(_ criterion: String, _ asks: String) throws -> String {
        let halves = criterion.split(separator: ".", maxSplits: 1).map(String.init)
        guard halves.count == 2, GateID(rawValue: halves[0]) != nil, !criterion.contains("=") else {
            throw CommandFailure(
                .usage,
                "'\(criterion)' is no criterion: write one such as coverage_gate.overall.threshold"
            )
        }
        let isPlain =
            asks.utf8.first.map { $0 != 0x2D } ?? false
            && asks.allSatisfy { $0.isLetter || $0.isNumber || ".%-_".contains($0) }
        var value = asks
        if !isPlain {
            let escaped = asks.reduce(into: "") { text, letter in
                if letter == "\"" || letter == "\\" { text.append("\\") }
                text.append(letter)
            }
            value = "\"\(escaped)\""
        }
        let beside = ["validation_matrix", "baseline_comparison"].contains { halves[1].hasPrefix($0) }
        return "\(halves[0]).\(beside ? "" : "criteria.")\(halves[1])=\(value)"
    }

    /// Of the runs that have a summary the newest `limit` ones.
    ///
    /// `progress`: how many are judged, of how many.
    func judge(
        _ runs: [HistoricRun],
        limit: Int,
        in files: ProjectHistory,
        progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> [GateReplay.Result] {
        let chosen = runs.lazy.compactMap { run in files.summary(of: run.id).map { (run, $0) } }.prefix(limit)
        let all = Array(chosen)
        // Taken once: all are judged in the tree of now.
        var both = folder.project
        both.gates += proposed.gates
        let snapshot = await folder.source().snapshot(GateSession.changeNeeded(both))
        var results: [GateReplay.Result] = []
        for (index, entry) in all.enumerated() {
            progress(index, all.count)
            results.append(try await judge(entry.0, entry.1, snapshot))
        }
        return results
    }

    private func judge(
        _ run: HistoricRun,
        _ file: String,
        _ snapshot: ProjectSnapshot
    ) async throws -> GateReplay.Result {
        let summary = try await SummaryFile.read(file).summary
        var other = folder.project
        other.gates = proposed.gates
        let before = await verdict(of: summary, by: folder.project, snapshot)
        let after = await verdict(of: summary, by: other, snapshot)
        let names = Set((before.gates + after.gates).map(\.gate.rawValue)).sorted()
        let gates = names.compactMap { name -> GateReplay.Change? in
            let old = before.gates.first { $0.gate.rawValue == name }?.verdict
            let new = after.gates.first { $0.gate.rawValue == name }?.verdict
            return old == new ? nil : GateReplay.Change(gate: name, now: old, proposed: new)
        }
        return GateReplay.Result(run: run, now: before.overall, proposed: after.overall, gates: gates)
    }

    private func verdict(
        of summary: RunSummary,
        by project: Project,
        _ snapshot: ProjectSnapshot
    ) async -> RunVerdict {
        let session = GateSession(
            held: HeldGates(project),
            source: folder.source(),
            run: GateSession.JudgedRun(context: summary.context),
            taken: snapshot
        )
        return await session.conclude(reports: summary.reports, steps: summary.steps).verdict
    }
}
