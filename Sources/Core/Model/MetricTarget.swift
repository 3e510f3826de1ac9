package import Criteria

/// The metric of the catalogue that a report's values are, where the report calls them something else.
package struct MetricTarget: Sendable, Hashable {
    package var metric: MetricID
    package var dimension: Dimension
    /// What plain numbers are in; nil for the base unit of the dimension.
    package var unit: Unit?

    package init(metric: MetricID, dimension: Dimension, unit: Unit? = nil) {
        self.metric = metric
        self.dimension = dimension
        self.unit = unit
    }
}

extension Report {
    /// Calls every measurement by the target's metric, in its dimension.
    ///
    /// What is of another dimension is left out, and an error where nothing else is there.
    package mutating func restate(as target: MetricTarget) {
        guard status != .error else { return }
        let restated = measurements.compactMap { target.restated($0) }
        if restated.isEmpty {
            let text = measurements.first.map {
                "states \($0.metric) as \($0.dimension.noun), and \(target.metric) is \(target.dimension.noun)"
            }
            let message = text ?? "holds no value that could be \(target.metric)"
            messages.append(ReportMessage(measurements.isEmpty ? .warning : .error, message))
        }
        measurements = restated
    }
}

extension MetricTarget {
    /// The measurement as this metric; nil where the dimensions differ.
    fileprivate func restated(_ stated: Measurement) -> Measurement? {
        guard stated.dimension == dimension || stated.dimension == .count else { return nil }
        var restated = stated
        // A value whose unit is said is in base units already.
        if stated.dimension == .count, let unit { restated.value = Quantity(stated.value, unit).value }
        restated.dimension = dimension
        restated.metric = metric
        if stated.metric != metric { restated.notes.append("stated as \(stated.metric)") }
        return restated
    }
}
