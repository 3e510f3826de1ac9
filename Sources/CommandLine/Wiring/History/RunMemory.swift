import Core
import Engine
import History
import Judging
import Scanning
import Storage

/// What a run that has ended has to do with the history: it is told of the past first, and kept at last.
struct RunMemory {
    private let session: HistorySession
    private let record: HistoricRecord
    private let reader: PastReader
    private let evidence: Evidence
    private let quarantined: [TestKey]

    /// nil where the run has no name, or where the history cannot be used; that is said as a warning.
    init?(
        _ summary: RunSummary,
        evidence: Evidence,
        tests: [TestObservation],
        quarantined: [TestKey],
        project: Project,
        source: ProjectSource,
        shared: String?
    ) {
        self.quarantined = quarantined
        guard
            let record = HistoricRecord(summary, tests: tests, evidence: evidence, components: project.components),
            let session = HistorySession.open(root: source.root, shared: shared)
        else { return nil }
        self.session = session
        self.evidence = evidence
        reader = PastReader(
            history: session.history,
            alerts: project.insight.alerts,
            family: source.family(of: record.run.branch)
        )
        self.record = (try? reader.completed(record)) ?? record
    }

    /// Adds to the summary what the past says.
    func tell(_ summary: inout RunSummary) {
        do throws(HistoryError) {
            var past = try reader.past(of: record) { evidence.owner(ofFile: $0) }
            past.remarks = session.remarks + past.remarks
            past.quarantined = quarantined
            summary.past = past
        } catch {
            Console.error("warning: the reports say nothing of the past: \(error)")
        }
    }

    /// What the history adds to the reports of the run: strips, figures over time, and which findings are new.
    func details(_ summary: RunSummary) async -> RunDetails {
        var details = RunDetails(tests: record.tests)
        do throws(HistoryError) { details = try reader.details(of: record) } catch {
            Console.error("warning: the page shows no earlier runs: \(error)")
        }
        details.news = await news(summary)
        return details
    }

    /// A summary of the run before that is larger would take longer to read than the answer is worth.
    private static let summaryLimit = 64 << 20

    private func news(_ summary: RunSummary) async -> FindingComparison? {
        guard summary.reports.contains(where: { $0.findings != nil }), let run = summary.past?.comparison.previous,
            let path = session.files.summary(of: run.id), let file = try? MappedFile(path: path),
            file.size <= Self.summaryLimit, let before = try? await SummaryFile.read(path).summary
        else { return nil }
        let scans = summary.reports.flatMap { $0.findings?.scans ?? [] }
        return FindingComparison(
            Self.open(summary.reports),
            before: Self.open(before.reports),
            tools: Set(scans.map(\.tool))
        )
    }

    private static func open(_ reports: [Report]) -> [MergedFinding] {
        MergedFinding.all(in: reports.filter { $0.status != .error }).filter { !$0.finding.suppressed }
    }

    /// Writes the run's record beside its summary, takes it into the index, and shares it.
    func keep(in folder: String) {
        do throws(StorageError) {
            try ReplacementFile.write(RecordCodec.encode(record), to: "\(folder)/\(RecordFolder.recordName)")
        } catch {
            return Console.error("warning: the run is not in the history: \(error)")
        }
        do throws(HistoryError) {
            if session.history.access == .write { try session.history.add(record) }
            let shared = try session.files.push()
            if shared > 0, let path = session.files.shared?.path {
                Console.error("history: \(shared == 1 ? "1 run" : "\(shared) runs") added to \(path)")
            }
        } catch {
            Console.error("warning: the run is kept in \(folder), but not in the history yet: \(error)")
        }
    }
}
