/// What all reports say in one category: the scans that were made, and each problem once.
package struct ScanEvidence: Sendable {
    /// A scan with the report that tells of it.
    package struct Source: Sendable {
        package var scan: Scan
        package var labels: Labels
        package var provenance: Provenance
    }

    package var sources: [Source]
    package var findings: [MergedFinding]

    /// nil where no scan looked for such things.
    init?(_ category: ScanCategory, in reports: [Report], where matches: (Finding) -> Bool) {
        sources = []
        var found: [Finding] = []
        for report in reports {
            guard let results = report.findings else { continue }
            let categories = ToolCategories(report, results)
            for scan in results.scans where categories.of(scan).contains(category) {
                sources.append(Source(scan: scan, labels: report.labels, provenance: report.provenance))
            }
            found += results.findings.filter { matches($0) && categories.feeds($0, category) }
        }
        guard !sources.isEmpty || !found.isEmpty else { return nil }
        findings = category == .vulnerabilities ? VulnerabilityMerger.merged(found) : MergedFinding.merged(found)
    }

    /// Problems that nobody has suppressed in every report.
    package var open: [MergedFinding] { findings.filter { !$0.finding.suppressed } }

    /// The reports, each once.
    package var provenance: [Provenance] { Measures.unique(sources.map(\.provenance)) }

    /// Files and packages that the scans say they looked at.
    package var examined: Int {
        sources.reduce(0) { $0 + ($1.scan.filesExamined ?? $1.scan.packagesExamined ?? 0) }
    }

    package var files: String { provenance.map(\.file).joined(separator: ", ") }
}

/// Which categories the tools of one report look for.
private struct ToolCategories {
    private let label: ScanCategory?
    private var byTool: [String: Set<ScanCategory>] = [:]

    init(_ report: Report, _ results: FindingResults) {
        label = report.labels["category"].flatMap(ScanCategory.init(rawValue:))
        guard label == nil else { return }
        var plain: Set<String> = []
        for scan in results.scans {
            let marks = scan.rules.compactMap { ScanCategory.marked(id: $0.id, tags: $0.tags, cwe: $0.cwe) }
            byTool[scan.tool, default: []].formUnion(marks)
            // SARIF lists the rules that ran: where each of them is about security, the linter was let do nothing else.
            if report.format != "sarif" || scan.rules.isEmpty || marks.count < scan.rules.count {
                plain.insert(scan.tool)
            }
        }
        for finding in results.findings {
            let mark = ScanCategory.marked(id: finding.rule, tags: finding.tags, cwe: finding.cwe)
            if let mark { byTool[finding.tool, default: []].insert(mark) }
        }
        for tool in Set(results.scans.map(\.tool)).union(byTool.keys) {
            let known = ScanCategory.known(tool: tool)
            // A linter stays one, whatever some of its rules are about; else what the rules say counts.
            if known == .lint, plain.contains(tool) { byTool[tool, default: []].insert(.lint) }
            if byTool[tool, default: []].isEmpty { byTool[tool] = [known ?? .lint] }
        }
    }

    func of(_ scan: Scan) -> Set<ScanCategory> { label.map { [$0] } ?? byTool[scan.tool] ?? [.lint] }

    func feeds(_ finding: Finding, _ category: ScanCategory) -> Bool {
        if let label { return label == category }
        let all = byTool[finding.tool] ?? [.lint]
        let own = ScanCategory.marked(id: finding.rule, tags: finding.tags, cwe: finding.cwe)
        // A linter's finding on security is its finding too.
        if category == .lint { return all.contains(.lint) && (own == nil || own == .sast) }
        if let own { return own == category }
        return (ScanCategory.known(tool: finding.tool) ?? (all.count == 1 ? all.first : .sast)) == category
    }
}

extension Evidence {
    /// What reports say of one category; nil where no scan looked for such things.
    package func scanned(_ category: ScanCategory, where matches: (Finding) -> Bool = { _ in true }) -> ScanEvidence? {
        ScanEvidence(category, in: reports, where: matches)
    }
}
