package import Criteria

/// The name of a metric of the catalogue, such as `coverage.lines`.
package struct MetricID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package var name: String
    package init(_ name: String) { self.name = name }
    package init(stringLiteral value: String) { self.name = value }
    package var description: String { name }
}

/// Where a measurement came from: enough to find the file and to produce it again.
package struct Provenance: Sendable, Hashable {
    /// Path of the report, relative to the project's root where it lies below it.
    package var file: String
    package var format: String
    package var tool: String?
    /// The step that wrote the report; nil when the file was named by hand.
    package var step: String?
    /// Modification time of the file, seconds since 1970.
    package var modified: Double?
    /// The earlier run that the report is of; nil for one of this run.
    package var carried: String?

    package init(file: String, format: String, tool: String? = nil, step: String? = nil, modified: Double? = nil) {
        self.file = file
        self.format = format
        self.tool = tool
        self.step = step
        self.modified = modified
    }
}

/// A culprit or a gap that a verdict points at: a function, a file, a test, an endpoint.
package struct Offender: Sendable, Hashable {
    package var name: String
    package var file: String?
    package var line: Int?
    /// What it measured, in words: `complexity 14`, `62.5 %`.
    package var detail: String?
    /// Who answers for the file: `@team-x`, several of them with commas.
    package var owner: String?

    package init(name: String, file: String? = nil, line: Int? = nil, detail: String? = nil, owner: String? = nil) {
        self.name = name
        self.file = file
        self.line = line
        self.detail = detail
        self.owner = owner
    }
}

/// One metric's value with its labels, its sample count and its provenance.
package struct Measurement: Sendable, Hashable {
    package var metric: MetricID
    /// In the base unit of `dimension`: 1 for a ratio, seconds, per second, bytes.
    package var value: Double
    package var dimension: Dimension
    package var labels: Labels
    /// How many observations the value rests on: requests, tests, lines, functions, files.
    package var samples: Int
    package var provenance: [Provenance]
    package var offenders: [Offender]
    /// Culprits besides those listed: a count is of all of them, never of what is kept to be shown.
    package var unlistedOffenders = 0
    /// What a reader has to know of it: `interpolated from a histogram`, `2 files have no line data`.
    package var notes: [String]
    /// Why the value decides nothing, although it was measured: `no value for 12% of the time`; nil where it may.
    package var doubt: String?

    /// At most this many offenders go with a measurement: enough to start with, few enough to read.
    package static let offenderLimit = 10

    /// The label that says what a value is of several: `p95`, `max`.
    package static let aggregateLabel = "aggregate"
    /// What it was compared with: earlier runs, where the criterion looks back.
    package var baselines: [BaselineUse] = []

    package init(
        metric: MetricID,
        value: Double,
        dimension: Dimension,
        labels: Labels = [:],
        samples: Int,
        provenance: [Provenance],
        offenders: [Offender] = [],
        notes: [String] = [],
        doubt: String? = nil
    ) {
        self.metric = metric
        self.value = value
        self.dimension = dimension
        self.labels = labels
        self.samples = samples
        self.provenance = provenance
        self.offenders = offenders
        self.notes = notes
        self.doubt = doubt
    }
}
