/// What all reports say in one category: the scans that were made, and each problem once.
package struct ScanEvidence: Sendable {
    /// A scan with the report that tells of it.
    package struct Source: Sendable {
        package var scan: Scan
        package var labels: Labels
        package var provenance: Provenance
        /// What the report says of itself that makes this scan less than a whole one.
        package var gaps: [ReportMessage] = []
    }

    package let sources: [Source]
    /// Each problem once, suppressed or not.
    package let findings: [MergedFinding]

    /// Problems that are not suppressed in every report that tells of them, those that match.
    package func open(where matches: (Finding) -> Bool = { _ in true }) -> [MergedFinding] {
        // By index: a copy of every problem would cost more than most are worth.
        findings.indices.filter { !findings[$0].finding.suppressed && matches(findings[$0].finding) }
            .map { findings[$0] }
    }

    /// The reports, each once.
    package var provenance: [Provenance] { sources.map(\.provenance).unique }

    /// Files and packages that the scans say they looked at.
    package var examined: Int {
        sources.reduce(0) { $0 + ($1.scan.filesExamined ?? $1.scan.packagesExamined ?? 0) }
    }

    /// What of the scans' scope rests on the configuration, in words; empty where the tools say it all.
    var declarations: [String] {
        var notes: [String] = []
        for source in sources {
            guard let declared = source.scan.declared else { continue }
            if !declared.examined.isEmpty {
                let count = Wording.count(source.scan.files.count, "file")
                let globs = declared.examined.joined(separator: ", ")
                notes.append("examined as the configuration says, not \(source.scan.tool): \(count) of \(globs)")
            }
            if let rules = declared.rules {
                notes.append("rules as the configuration says, not \(source.scan.tool): \(rules)")
            }
        }
        return notes
    }

    package var files: String { provenance.map(\.file).joined(separator: ", ") }
}
