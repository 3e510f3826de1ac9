import Criteria

/// All that a run gathered, merged and mapped to the project: the only thing that gates look at.
package struct Evidence: Sendable {
    /// Readable reports; what an unreadable one holds counts nowhere.
    package var reports: [Report]
    package var unreadable: [Report]
    package var coverage: MergedCoverage
    package var tests: MergedTests
    /// What scanners and linters looked for and found.
    package var scans: ScanIndex
    package var components: [Component]
    package var criticalPaths: [CriticalPath]
    package var externalDependencies: [ExternalDependency]
    package var browserReleases: BrowserReleases?
    /// Which licences packages may have, as the gates in force say it.
    package var licensePolicy: LicensePolicy?
    package var surroundings: Surroundings
    /// What earlier runs found; nil where nobody judges yet.
    var earlierScans: EarlierScans?
    /// Series of load tests with the labels of their reports; shards are one series where their histograms allow it.
    package var loadSeries: [LoadSeries]
    /// Requests, failures and rates of load tests, those of the shards of one test added up.
    package var loadTotals: [LoadSeries]
    /// Finds the project's file that a report's path means.
    package var paths: PathMapper
    /// By the file of a report without findings: what it says of itself that makes it less than whole.
    private(set) var gaps: [String: ReportMessage] = [:]
    /// By the file of any report: files, pages and the like that it says were not looked at, where the rest was.
    private(set) var leftOut: [String: [ReportMessage]] = [:]
    /// Largest share of failed requests at which latencies still mean something, by gate.
    package var errorRateLimits: [GateID: Double]

    /// A load test with more failures than this measures its failures, where no gate says otherwise.
    package static let defaultErrorRateLimit = 0.01

    /// Of reports that have been merged, by one processor or by several.
    package init(_ merged: MergedReports, project: Project, surroundings: Surroundings) {
        paths = merged.paths
        reports = merged.mapped.reports
        unreadable = merged.unreadable
        components = project.components
        criticalPaths = project.criticalPaths
        externalDependencies = project.externalDependencies
        browserReleases = project.browserReleases
        licensePolicy = project.gates.lazy.compactMap(\.licensePolicy).first
        self.surroundings = surroundings
        for index in RepeatedReports.indices(in: reports) {
            reports[index].performance = []
            reports[index].measurements = []
        }
        let series = Self.loadSeries(of: reports)
        loadSeries = LoadSeries.merged(series)
        loadTotals = LoadSeries.totals(series)
        coverage = merged.coverage
        tests = merged.tests
        scans = merged.scans
        for index in reports.indices {
            for message in reports[index].messages {
                guard let gap = message.gap else { continue }
                if !gap.files.isEmpty {
                    leftOut[reports[index].path, default: []].append(message)
                } else if reports[index].findings == nil {
                    // Findings are sorted by what was looked for, and so are the gaps in them.
                    gaps[reports[index].path] = message
                }
            }
        }
        errorRateLimits = Dictionary(
            project.gates.compactMap { gate in Self.errorRateLimit(of: gate).map { (gate.id, $0) } }
        ) { first, _ in first }
    }

    /// Measurements stated under a metric's own name whose labels include the given ones.
    package func measurements(of metric: MetricID, labels: Labels) -> [Measurement] {
        var found: [Measurement] = []
        // Not a copy of each report: there may be thousands, and each criterion asks.
        for index in reports.indices {
            for measurement in reports[index].measurements where measurement.metric == metric {
                var labelled = measurement
                labelled.labels = reports[index].labels.merging(measurement.labels) { _, own in own }
                if labelled.labels.includes(labels) { found.append(labelled) }
            }
        }
        return found
    }

    /// Tests, each once, whose properties and report labels include the given ones.
    package func cases(_ labels: Labels) -> [MergedTests.Entry] {
        tests.entries { test, report in report.labels(of: test).includes(labels) }
    }

    /// Tests besides those, of which only the number and the labels of their report are known, where these match.
    package func undetailed(where matches: (Labels) -> Bool) -> [MergedTests.Undetailed] {
        tests.undetailed { !$0.isEmpty && matches($0) }
    }

    private static func loadSeries(of reports: [Report]) -> [LoadSeries] {
        reports.flatMap { report in report.performance.map { LoadSeries($0, of: report) } }
    }

    private static func errorRateLimit(of gate: Gate) -> Double? {
        guard let criterion = gate.criteria.first(where: { $0.path.hasSuffix(".error_rate") }),
            case .comparison(_, _, let right)? = criterion.expression,
            case .quantity(let limit, _) = right.evaluate({ _ in .unknown(reason: nil) })
        else { return nil }
        return limit
    }
}

extension Report {
    /// The labels of a case: those of the report, and its properties, which win.
    package func labels(of test: TestCase) -> Labels { labels.merging(test.properties) { _, own in own } }
}
