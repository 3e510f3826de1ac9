package import Criteria

/// The metric of the catalogue that a report's values are, where the report calls them something else.
package struct MetricTarget: Sendable, Hashable {
    package var metric: MetricID
    package var dimension: Dimension
    /// What plain numbers are in; nil for the base unit of the dimension.
    package var unit: Unit?
    /// Whether a person has said what plain numbers are in, be it the base unit.
    package var isUnitSaid: Bool

    package init(metric: MetricID, dimension: Dimension, unit: Unit? = nil, isUnitSaid: Bool = false) {
        self.metric = metric
        self.dimension = dimension
        self.unit = unit
        self.isUnitSaid = isUnitSaid || unit != nil
    }
}

extension Report {
    /// Calls every measurement by the target's metric, in its dimension.
    ///
    /// What is of another dimension is left out, and an error where nothing else is there.
    mutating func rename(as target: MetricTarget) {
        guard status != .error else { return }
        // A share of 55 may be meant in percent, and one of 0.5 too: only a person knows.
        if target.dimension == .ratio, !target.isUnitSaid,
            let plain = measurements.first(where: { $0.dimension == .count })
        {
            let value = Quantity(measured: plain.value, .count)
            messages.append(
                ReportMessage(
                    .error,
                    "\(plain.metric) is the plain number \(value), and \(target.metric) is a share: say beside `metric` "
                        + "what it is in, `unit: \"%\"` or `unit: ratio`"
                )
            )
            measurements = []
            return
        }
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
