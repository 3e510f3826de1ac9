import Core
import Execution

extension MergedReports {
    /// All parts, by as many processors as there are.
    init(_ reports: [Report], sharingPaths paths: PathMapper) async {
        let mapped = await Self.mapped(MappedReports.readable(reports), paths)
        // Side by side, what takes longest first.
        async let scans = Self.scans(mapped.reports)
        async let coverage = MergedCoverage(mapped)
        async let tests = MergedTests(reports: mapped.reports)
        await self.init(
            mapped,
            unreadable: Self.unreadable(reports),
            coverage: coverage,
            tests: tests,
            scans: scans,
            paths: paths
        )
    }

    private static func mapped(_ reports: [Report], _ paths: PathMapper) async -> MappedReports {
        let share = max(100, reports.count / MachineProbe().machine().cores + 1)
        let slices = stride(from: 0, to: reports.count, by: share).map { reports[$0...].prefix(share) }
        let entries = await Parallel.map(slices) { MappedReports.entries($0, paths: paths) }
        return MappedReports(reports, entries.reduce(into: []) { $0 += $1 })
    }

    private static func scans(_ reports: [Report]) async -> ScanIndex {
        let sorted = ScanSorting(reports)
        return ScanIndex(await Parallel.map(ScanCategory.allCases) { sorted.evidence(in: $0) })
    }
}
