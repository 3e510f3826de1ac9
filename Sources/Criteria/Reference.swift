/// A named operand of an expression: a metric or a fact of the run, now, in the previous run, or in the baseline.
package struct Reference: Sendable, Hashable {
    /// Whose value is meant.
    package enum Moment: String, Sendable, Hashable, CaseIterable {
        case current
        case previous
        case baseline
    }

    /// The metric that a gate's key implies; a reserved name.
    package static let value = "value"
    /// How many tests, pages or cells the metric's ratio was taken over; a reserved name, a count.
    package static let executed = "executed"

    /// The identifier as written; `value` for the metric that a gate's key implies.
    package let name: String
    /// What to make of the samples, where it is not the metric's own value.
    package let aggregate: Aggregate?
    /// Whose value is meant.
    package let moment: Moment

    /// A reference to `name`, by default its value of this run.
    package init(_ name: String, aggregate: Aggregate? = nil, moment: Moment = .current) {
        self.name = name
        self.aggregate = aggregate
        self.moment = moment
    }

    /// The same operand at another moment.
    package func at(_ moment: Moment) -> Reference {
        Reference(name, aggregate: aggregate, moment: moment)
    }
}

extension Reference: CustomStringConvertible {
    /// The reference as written in full: `coverage`, `p95(latency)`, `previous(p95(latency))`.
    package var description: String {
        let sampled = aggregate.map { "\($0)(\(name))" } ?? name
        return moment == .current ? sampled : "\(moment.rawValue)(\(sampled))"
    }
}
