/// The reports of a run as evidence takes them: mapped to the project's files and merged, each part by itself.
package struct MergedReports: Sendable {
    package var mapped: MappedReports
    package var unreadable: [Report]
    package var coverage: MergedCoverage
    package var tests: MergedTests
    package var scans: ScanIndex
    package var paths: PathMapper

    /// Parts that several processors may have made.
    package init(
        _ mapped: MappedReports,
        unreadable: [Report],
        coverage: MergedCoverage,
        tests: MergedTests,
        scans: ScanIndex,
        paths: PathMapper
    ) {
        self.mapped = mapped
        self.unreadable = unreadable
        self.coverage = coverage
        self.tests = tests
        self.scans = scans
        self.paths = paths
    }

    /// All parts, one after the other.
    package init(_ reports: [Report], paths: PathMapper) {
        let mapped = MappedReports(readable: reports, paths: paths)
        self.init(
            mapped,
            unreadable: Self.unreadable(reports),
            coverage: MergedCoverage(mapped),
            tests: MergedTests(reports: mapped.reports),
            scans: ScanIndex(mapped.reports),
            paths: paths
        )
    }

    /// What cannot be read counts nowhere, and is told of.
    package static func unreadable(_ reports: [Report]) -> [Report] { reports.filter { $0.status == .error } }
}

extension Evidence {
    /// Merges reports and maps their paths to the project's, by one processor.
    package init(reports: [Report], project: Project, surroundings: Surroundings = Surroundings()) {
        let merged = MergedReports(reports, paths: PathMapper(project, surroundings))
        self.init(merged, project: project, surroundings: surroundings)
    }
}
