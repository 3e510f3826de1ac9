/// What all reports say in each category, sorted and merged once, however many criteria ask for it.
package struct ScanIndex: Sendable {
    private var evidence: [ScanCategory: ScanEvidence] = [:]

    package init(_ reports: [Report]) {
        var sources: [ScanCategory: [ScanEvidence.Source]] = [:]
        var mergers: [ScanCategory: FindingMerger] = [:]
        var vulnerabilities: [Finding] = []
        let count = reports.indices.reduce(0) { $0 + (reports[$1].findings?.findings.count ?? 0) }
        for report in reports.indices {
            guard let results = reports[report].findings else { continue }
            var categories = ToolCategories(reports[report], results)
            for scan in results.scans {
                let (labels, provenance) = (reports[report].labels, reports[report].provenance)
                let source = ScanEvidence.Source(scan: scan, labels: labels, provenance: provenance)
                for category in categories.of(scan) { sources[category, default: []].append(source) }
            }
            for index in results.findings.indices {
                let (isLint, other) = categories.fed(by: results.findings[index].tool, at: index)
                if isLint { mergers[.lint, default: FindingMerger(room: count)].add(results.findings, at: index) }
                guard let other else { continue }
                if other == .vulnerabilities {
                    vulnerabilities.append(results.findings[index])
                } else {
                    mergers[other, default: FindingMerger(room: count)].add(results.findings, at: index)
                }
            }
        }
        for category in ScanCategory.allCases {
            var findings = mergers[category]?.take() ?? []
            if category == .vulnerabilities { findings = VulnerabilityMerger.merged(vulnerabilities) }
            guard !findings.isEmpty || sources[category] != nil else { continue }
            evidence[category] = ScanEvidence(sources: sources[category] ?? [], findings: findings)
        }
    }

    /// nil where no scan looked for such things.
    package subscript(category: ScanCategory) -> ScanEvidence? { evidence[category] }
}
