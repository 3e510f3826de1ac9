package import Criteria

/// One entry of the metric catalogue: a key of a gate, what it means, and what measures it.
package struct CriterionDefinition: Sendable {
    /// A sibling key that is a parameter of the criterion and no phrase of its own.
    package struct Parameter: Sendable, Hashable {
        package enum Form: Sendable, Hashable {
            /// A list (or a single value); each element becomes a cell label of this name.
            case cells(label: String)
            /// One of these words.
            case word([String])
            /// A phrase of its own.
            case phrase(MetricSignature)
            /// A length of time; the parameter holds its seconds.
            case duration
        }

        package var key: String
        package var form: Form
        package var required: Bool

        package init(_ key: String, _ form: Form, required: Bool = false) {
            self.key = key
            self.form = form
            self.required = required
        }
    }

    /// Whether a signed statement can, or must, carry the criterion.
    package enum AttestationNeed: Sendable, Hashable {
        case none
        /// Where nothing was measured, a statement will do.
        case alternative
        /// What a tool measures is only a part: it must hold, and a statement must say the rest.
        case required
        /// No tool measures it; a statement alone carries it.
        case sole
    }

    /// What sort of evidence carries the criterion.
    package enum Basis: String, Sendable, Hashable, CaseIterable {
        /// A tool reports it.
        case measured
        /// Assay computes it, of several reports or of a report and the configuration.
        case derived
        /// A person states it.
        case attested
    }

    /// What was found for one cell.
    package enum Found: Sendable {
        /// Every measurement must satisfy the phrase; the list is never empty.
        case measured([Measurement])
        /// Nothing arrived; the reason adds to the evidence sentence.
        case missing(reason: String?)
        /// Evidence arrived that cannot be used.
        case broken(reason: String)
        case inconclusive(reason: String, [Measurement])
        /// Evidence shows that the criterion does not hold, whatever the phrase says of the value; never empty.
        case refuted([Measurement])
        /// There is no earlier run to compare with.
        case noBaseline(reason: String, [Measurement])
        case notApplicable(reason: String)
    }

    /// Cells that no list in the phrase names: the configuration or the evidence brings them.
    package struct CellSource: Sendable {
        /// The labels that make a cell, for people.
        package var labels: [String]
        /// The cells; none means one cell without labels.
        package var cells: @Sendable (Evidence, Criterion) -> [Labels]

        package init(labels: [String], cells: @escaping @Sendable (Evidence, Criterion) -> [Labels]) {
            self.labels = labels
            self.cells = cells
        }
    }

    package var gate: GateID
    /// Key path; `*` stands for a name that the configuration chooses and that becomes the `wildcard` label.
    package var path: String
    package var metric: MetricID
    package var dimension: Dimension
    package var direction: Direction
    /// Which values there can be; others are no measurements.
    package var range: ValueRange
    package var wildcard: String?
    /// Aggregate that the key itself names, such as `p95`.
    package var aggregate: Aggregate?
    package var minimumSamples: Int
    /// The value is the largest of all that were looked at, and no number of findings that could be taken out.
    package var isMaximum: Bool
    package var parameters: [Parameter]
    package var cellSource: CellSource?
    /// What a word such as `maintained` means as a measurement; nil where only an attestation can say.
    package var wordMeaning: WordMeaning?
    package var attestation: AttestationNeed
    /// The value is of a stretch of time, which `over` may name.
    package var isWindowed: Bool
    /// A zero count means something only from 3/r observations on, for a tolerated rate of r.
    package var rareEvent: Bool
    /// Whether it counts findings, so that it can be about new ones alone.
    package var countsFindings: Bool
    package var basis: Basis
    /// Completes "measured by …": the tool and the report that feed it.
    package var evidence: String
    /// What is special about this criterion when evidence is missing or unusable, each case with its verdict.
    package var missing: String
    /// What this run measured.
    package var measure: @Sendable (Evidence, Criterion, Labels) -> Found
    /// What this run is beside earlier ones, where that is itself what is measured and no report states it.
    package var compare: Comparison?

    package typealias Comparison = @Sendable (Evidence, Baselines, Criterion, Labels) -> Found

    /// The comparison that a word stands for.
    package struct WordMeaning: Sendable, Hashable {
        package var comparison: ComparisonOperator
        package var value: Double

        package init(_ comparison: ComparisonOperator, _ value: Double) {
            self.comparison = comparison
            self.value = value
        }
    }

    package init(
        _ gate: GateID,
        _ path: String,
        metric: MetricID,
        _ dimension: Dimension,
        _ direction: Direction,
        range: ValueRange? = nil,
        isMaximum: Bool = false,
        wildcard: String? = nil,
        aggregate: Aggregate? = nil,
        minimumSamples: Int = 1,
        parameters: [Parameter] = [],
        cellSource: CellSource? = nil,
        wordMeaning: WordMeaning? = nil,
        attestation: AttestationNeed = .none,
        isWindowed: Bool = false,
        rareEvent: Bool = false,
        countsFindings: Bool = false,
        basis: Basis = .measured,
        evidence: String,
        missing: String,
        measure: @escaping @Sendable (Evidence, Criterion, Labels) -> Found = CriterionDefinition.stated,
        compare: Comparison? = nil
    ) {
        self.gate = gate
        self.path = path
        self.metric = metric
        self.dimension = dimension
        self.direction = direction
        self.range = range ?? .usual(dimension)
        self.isMaximum = isMaximum
        self.wildcard = wildcard
        self.aggregate = aggregate
        self.minimumSamples = minimumSamples
        self.parameters = parameters
        self.cellSource = cellSource
        self.wordMeaning = wordMeaning
        self.attestation = attestation
        self.isWindowed = isWindowed
        self.rareEvent = rareEvent
        self.countsFindings = countsFindings
        self.basis = basis
        self.evidence = evidence
        self.missing = missing
        self.measure = measure
        self.compare = compare
    }

    /// What is found for one cell in a run's evidence and, where the criterion compares, in the runs before it.
    package func found(in evidence: Evidence, _ history: Baselines, _ criterion: Criterion, _ labels: Labels) -> Found {
        let measured = measure(evidence, criterion, labels)
        if let compare, case .missing = measured { return compare(evidence, history, criterion, labels) }
        return measured
    }

    /// Measurements that a report states by the metric's own name, such as generic metrics.
    package static let stated: @Sendable (Evidence, Criterion, Labels) -> Found = { evidence, criterion, labels in
        let found = evidence.measurements(of: criterion.metric, labels: labels)
        return found.isEmpty ? .missing(reason: nil) : chosen(found, criterion)
    }

    /// What the criteria language has to know of the metric.
    package var signature: MetricSignature {
        MetricSignature(name: metric.name, dimension: dimension, direction: direction, range: range)
    }

    /// What statements may call the criterion: its path, its gate and path, or its metric.
    package var names: [String] { [path, "\(gate.rawValue).\(path)", metric.name] }

    /// Whether the path is this definition's, and the name that stands for `*`.
    package func match(_ candidate: String) -> (matches: Bool, name: String?) {
        guard wildcard != nil else { return (candidate == path, nil) }
        let pattern = path.split(separator: ".", omittingEmptySubsequences: false)
        let parts = candidate.split(separator: ".", omittingEmptySubsequences: false)
        guard pattern.count == parts.count else { return (false, nil) }
        var name: String?
        for (expected, actual) in zip(pattern, parts) {
            if expected == "*" { name = String(actual) } else if expected != actual { return (false, nil) }
        }
        return (true, name)
    }
}
