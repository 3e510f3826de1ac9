/// What all reports say in each category, sorted and merged once, however many criteria ask for it.
package struct ScanIndex: Sendable {
    private var evidence: [ScanCategory: ScanEvidence] = [:]

    package init(_ reports: [Report]) {
        var sources: [ScanCategory: [ScanEvidence.Source]] = [:]
        var mergers: [ScanCategory: FindingMerger] = [:]
        var vulnerabilities: [Finding] = []
        for report in reports {
            guard let results = report.findings else { continue }
            var categories = ToolCategories(report, results)
            for scan in results.scans {
                let source = ScanEvidence.Source(scan: scan, labels: report.labels, provenance: report.provenance)
                for category in categories.of(scan) { sources[category, default: []].append(source) }
            }
            for index in results.findings.indices {
                for category in categories.fed(by: results.findings[index], at: index) {
                    if category == .vulnerabilities {
                        vulnerabilities.append(results.findings[index])
                    } else {
                        mergers[category, default: FindingMerger()].add(results.findings[index])
                    }
                }
            }
        }
        for category in ScanCategory.allCases {
            var findings = mergers[category]?.take() ?? []
            if category == .vulnerabilities { findings = VulnerabilityMerger.merged(vulnerabilities) }
            guard !findings.isEmpty || sources[category] != nil else { continue }
            let suppressed = Self.takeSuppressed(&findings)
            evidence[category] = ScanEvidence(sources: sources[category] ?? [], open: findings, suppressed: suppressed)
        }
    }

    /// Takes out what is suppressed in every report, mostly nothing.
    private static func takeSuppressed(_ findings: inout [MergedFinding]) -> [MergedFinding] {
        let suppressed = findings.filter(\.finding.suppressed)
        if !suppressed.isEmpty { findings.removeAll(where: \.finding.suppressed) }
        return suppressed
    }

    /// nil where no scan looked for such things.
    package subscript(category: ScanCategory) -> ScanEvidence? { evidence[category] }
}
