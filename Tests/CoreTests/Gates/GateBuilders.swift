import Core
import Criteria

/// Short ways to write criteria, reports and evidence in tests.
enum Given {
    static func criterion(
        _ gate: GateID,
        _ path: String,
        _ phrase: String?,
        lists: [String: [String]] = [:],
        words: [String: String] = [:],
        qualifiers: Qualifiers = Qualifiers()
    ) throws -> Criterion {
        guard let definition = Catalogue.definition(of: gate, path: path) else { throw Missing(path: path) }
        return try Catalogue.criterion(
            definition,
            path: path,
            written: phrase,
            lists: lists,
            words: words,
            qualifiers: qualifiers
        )
    }

    struct Missing: Error { var path: String }

    static func metric(
        _ metric: MetricID,
        _ value: Double,
        _ dimension: Dimension,
        samples: Int = 10_000,
        labels: Labels = [:],
        step: String? = nil
    ) -> Report {
        var report = Report(path: "metrics.json", format: "assay-metrics")
        report.step = step
        report.measurements = [
            Measurement(
                metric: metric,
                value: value,
                dimension: dimension,
                labels: labels,
                samples: samples,
                provenance: [report.provenance]
            )
        ]
        return report
    }

    static func coverage(_ files: [String: (covered: ClosedRange<UInt32>?, missed: ClosedRange<UInt32>?)]) -> Report {
        var report = Report(path: "coverage.xml", format: "cobertura")
        report.coverage = CoverageResults(
            files: files.sorted { $0.key < $1.key }.map { path, lines in
                let covered = lines.covered.map { $0.map { LineCoverage(line: $0, isCovered: true) } } ?? []
                let missed = lines.missed.map { $0.map { LineCoverage(line: $0, isCovered: false) } } ?? []
                return FileCoverage(path: path, lines: FileLines(covered + missed))
            }
        )
        return report
    }

    static func tests(_ cases: [TestCase], labels: Labels = [:], step: String? = nil) -> Report {
        var report = Report(path: "junit.xml", format: "junit")
        report.labels = labels
        report.step = step
        var tally = TestTally()
        for test in cases { tally.count(test.status, flaky: test.flaky, seconds: 0) }
        report.tests = TestResults(tally: tally, cases: cases)
        return report
    }

    static func load(
        service: String,
        requests: Int = 2_000,
        failed: Int = 0,
        dropped: Int = 0,
        p95: Double? = nil,
        p99: Double? = nil
    ) -> Report {
        var report = Report(path: "k6.json", format: "k6-summary")
        var latency: [Aggregate: Double] = [:]
        latency[.p95] = p95
        latency[.p99] = p99
        report.performance = [
            LoadResult(
                labels: ["service": service],
                requests: requests,
                failed: failed,
                latency: latency,
                requestRate: Double(requests) / 20,
                droppedIterations: dropped,
                duration: 20
            )
        ]
        return report
    }

    static func scan(_ tool: String, files: Int?, rules: [Scan.Rule], findings: [Finding] = []) -> Report {
        var report = Report(path: "\(tool).sarif", format: "sarif")
        report.findings = FindingResults(
            findings: findings,
            scans: [Scan(tool: tool, filesExamined: files, rules: rules, successful: true)]
        )
        return report
    }

    static func judge(
        _ criterion: Criterion,
        _ gate: GateID,
        _ reports: [Report],
        project: Project = Project(),
        files: [String] = []
    ) -> CriterionVerdict {
        let evidence = Evidence(reports: reports, project: project, surroundings: Surroundings(projectFiles: files))
        return Judge(evidence: evidence).judge(criterion, of: gate)
    }
}
