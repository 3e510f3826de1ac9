package import Criteria

/// A named set of criteria, as configured.
package struct Gate: Sendable, Equatable {
    package var id: GateID
    package var criteria: [Criterion]
    /// `enforcement.blocking`; an advisory gate turns failures into warnings.
    package var blocking: Bool
    package var bypassAllowed: Bool
    /// Which licences packages may have; only the security gate has one.
    package var licensePolicy: LicensePolicy?
    /// Failures that someone answers for, until a day.
    package var waivers: [Waiver]
    package var location: SourceLocation?
    /// What it is for, in the words of the configuration; nil where they say nothing.
    package var purpose: String?

    package init(
        id: GateID,
        criteria: [Criterion] = [],
        blocking: Bool = true,
        bypassAllowed: Bool = false,
        licensePolicy: LicensePolicy? = nil,
        waivers: [Waiver] = [],
        location: SourceLocation? = nil,
        purpose: String? = nil
    ) {
        self.id = id
        self.purpose = purpose
        self.licensePolicy = licensePolicy
        self.criteria = criteria
        self.blocking = blocking
        self.bypassAllowed = bypassAllowed
        self.waivers = waivers
        self.location = location
    }
}

extension Gate {
    /// The gates of the protected branch, with those gates and criteria that only a change has beside them.
    package static func held(_ protected: [Gate], beside own: [Gate]) -> [Gate] {
        let held = protected.map { gate in
            var gate = gate
            let known = Set(gate.criteria.map(\.path))
            let more = own.first { $0.id == gate.id }?.criteria ?? []
            gate.criteria += more.filter { !known.contains($0.path) }
            return gate
        }
        let known = Set(protected.map(\.id))
        return held + own.filter { !known.contains($0.id) }
    }
}

/// One phrase on one metric, such as `p95 < 200ms` on `response_times` of `api_gateway`.
package struct Criterion: Sendable, Equatable {
    /// Key path below the gate's `criteria`, such as `response_times.api_gateway.p95`.
    package var path: String
    package var metric: MetricID
    /// The phrase as a person wrote it.
    package var written: String
    /// What must hold, with the implied left side filled in; nil where only an attestation can satisfy the phrase.
    package var expression: Criteria.Expression?
    /// The aggregate that the phrase names (`p95` of `p95 < 100ms`), where it names one.
    package var aggregate: Aggregate?
    /// The cells that must each hold, such as one for each critical path; empty means one cell with no labels.
    package var cells: [Labels]
    /// Parameters from sibling keys, such as `severity_threshold` or `wcag_level`.
    package var parameters: [String: String]
    package var qualifiers: Qualifiers
    package var location: SourceLocation?

    package init(
        path: String,
        metric: MetricID,
        written: String,
        expression: Criteria.Expression?,
        aggregate: Aggregate? = nil,
        cells: [Labels] = [],
        parameters: [String: String] = [:],
        qualifiers: Qualifiers = Qualifiers(),
        location: SourceLocation? = nil
    ) {
        self.path = path
        self.metric = metric
        self.written = written
        self.expression = expression
        self.aggregate = aggregate
        self.cells = cells
        self.parameters = parameters
        self.qualifiers = qualifiers
        self.location = location
    }
}

/// Sibling keys that narrow a phrase.
package struct Qualifiers: Sendable, Equatable {
    /// `min_samples`: overrides the default minimum of the metric.
    package var minSamples: Int?
    /// `over`: the window that a rate or percentile is taken over.
    package var over: Duration?
    /// `not_applicable`: why there is nothing to measure, as the project declares; nil where the phrase must hold.
    package var notApplicable: String?
    /// `min_lines`: a change with fewer coverable lines is not judged.
    package var minLines: Int?
    /// `ignore_whitespace`: a line of which only the white space changed is not new.
    package var ignoresWhitespace = false
    /// `baseline`: which earlier runs to compare with.
    package var baseline: BaselineChoice?
    /// `on_missing`: the verdict where nothing was measured.
    package var onMissing: MissingVerdict?
    /// `require`: what must hold before the criterion is judged.
    package var require: [Criteria.Expression]
    /// `applies_to`: which findings a criterion over findings counts; nil for all.
    package var appliesTo: FindingScope?
    /// `max_age`: how old the evidence may be that a result from the cache brings; nil where that does not matter.
    package var maxAge: Duration?
    /// `newly_disclosed`: what vulnerabilities do that nobody knew when the baseline was scanned; nil for the usual.
    package var newlyDisclosed: DisclosurePolicy?

    package init(
        minSamples: Int? = nil,
        over: Duration? = nil,
        baseline: BaselineChoice? = nil,
        onMissing: MissingVerdict? = nil,
        require: [Criteria.Expression] = [],
        minLines: Int? = nil,
        notApplicable: String? = nil,
        appliesTo: FindingScope? = nil,
        newlyDisclosed: DisclosurePolicy? = nil
    ) {
        self.minSamples = minSamples
        self.over = over
        self.baseline = baseline
        self.onMissing = onMissing
        self.require = require
        self.notApplicable = notApplicable
        self.minLines = minLines
        self.appliesTo = appliesTo
        self.newlyDisclosed = newlyDisclosed
    }
}

/// Which findings a criterion counts: the qualifier `applies_to`.
package enum FindingScope: String, Sendable, Hashable, CaseIterable {
    case all
    /// Those that the baseline does not have; without one, those on lines that the change adds or edits.
    case newCode = "new_code"
}
