/// What an importer understood of one file.
package struct Report: Sendable, Equatable {
    /// Whether the file may be counted as evidence.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case ok
        /// Understood, but something in it does not add up; counted, and said.
        case warning
        /// Unreadable, truncated, empty or contradictory: nothing in it counts.
        case error
    }

    package var path: String
    /// Identifier of the format, such as `junit`; `unknown` where none was recognised.
    package var format: String
    package var messages: [ReportMessage]
    /// The tool that wrote the file, where the file says so.
    package var tool: String?
    package var bytes: Int
    /// Modification time of the file, seconds since 1970.
    package var modified: Double?
    /// The step that wrote the file; nil when it was named by hand.
    package var step: String?
    /// Labels that the configuration gives to every measurement of the file.
    package var labels: Labels
    /// The earlier run that it is of, where that stands for what did not run in this one; nil for a report of this run.
    package var carried: String?
    package var tests: TestResults?
    package var coverage: CoverageResults?
    package var findings: FindingResults?
    package var packages: PackageInventory?
    package var accessibility: AccessibilityResults?
    package var contracts: ContractResults?
    package var performance: [LoadResult]
    package var measurements: [Measurement]
    package var attestations: [Attestation]
    /// What the file says of itself as a whole; empty once the reader has compared it with what is listed.
    package var declarations: [Declaration]

    package init(path: String, format: String, bytes: Int = 0, modified: Double? = nil) {
        self.path = path
        self.format = format
        self.bytes = bytes
        self.modified = modified
        messages = []
        labels = [:]
        performance = []
        measurements = []
        attestations = []
        declarations = []
    }

    /// The worst of the remarks.
    package var status: Status {
        let remarks = remarks
        if remarks.contains(where: { $0.severity == .error }) { return .error }
        return remarks.contains { $0.severity == .warning } ? .warning : .ok
    }

    /// The messages, and what has been found out about signatures since the file was read.
    package var remarks: [ReportMessage] { attestations.isEmpty ? messages : messages + attestations.map(\.remark) }

    package var provenance: Provenance {
        var provenance = Provenance(file: path, format: format, tool: tool, step: step, modified: modified)
        provenance.carried = carried
        return provenance
    }
}
