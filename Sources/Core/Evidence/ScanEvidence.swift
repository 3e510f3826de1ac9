/// What all reports say in one category: the scans that were made, and each problem once.
package struct ScanEvidence: Sendable {
    /// A scan with the report that tells of it.
    package struct Source: Sendable {
        package var scan: Scan
        package var labels: Labels
        package var provenance: Provenance
    }

    package let sources: [Source]
    /// Problems that nobody has suppressed in every report.
    package let open: [MergedFinding]
    package let suppressed: [MergedFinding]

    package var findings: [MergedFinding] { open + suppressed }

    /// Whether nothing was found, suppressed or not.
    var isEmpty: Bool { open.isEmpty && suppressed.isEmpty }

    /// The reports, each once.
    package var provenance: [Provenance] { Measures.unique(sources.map(\.provenance)) }

    /// Files and packages that the scans say they looked at.
    package var examined: Int {
        sources.reduce(0) { $0 + ($1.scan.filesExamined ?? $1.scan.packagesExamined ?? 0) }
    }

    package var files: String { provenance.map(\.file).joined(separator: ", ") }
}
