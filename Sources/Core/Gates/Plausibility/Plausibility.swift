import Criteria

/// Says of figures that no measurement can have them: shares of more than the whole, times below zero.
///
/// It is asked where a report is read, where a configuration has given its values a metric, and once more where a value
/// is judged, so that no road leads around it.
package enum Plausibility {
    /// Why the value cannot be one of its metric; nil where it can, and where no gate reads the metric.
    package static func problem(_ measurement: Measurement) -> String? {
        MetricRanges.range(of: measurement.metric).flatMap { problem(measurement, $0) }
    }

    /// Why the value cannot be one of a metric of that range; nil where it can.
    static func problem(_ measurement: Measurement, _ range: ValueRange) -> String? {
        // A plain number beside a share is another complaint, and nothing is less than a truth value.
        guard measurement.dimension.isNumeric, !range.contains(measurement.value) else { return nil }
        let value = Quantity(measured: measurement.value, measurement.dimension).rounded(decimals: 2)
        let cell = measurement.labels.isEmpty ? "" : " (\(measurement.labels.text))"
        let remedy =
            measurement.dimension == .ratio && measurement.value > 1 ? "; is it in percent? then say its unit, %" : ""
        return
            "\(measurement.metric)\(cell) is \(value), and cannot be \(range.outside(measurement.dimension))\(remedy)"
    }

    /// What in a report cannot have been measured: reasons not to take any of it for evidence.
    package static func problems(in report: Report) -> [String] {
        var problems: [String] = []
        problems += report.measurements.compactMap { problem($0) }
        problems += disorders(of: report.measurements)
        problems += report.performance.compactMap(\.impossible)
        return problems
    }

    /// Percentiles of one thing, stated one by one, that are not in their order.
    private static func disorders(of measurements: [Measurement]) -> [String] {
        struct Key: Hashable {
            let metric: MetricID
            let labels: Labels
        }
        var groups: [Key: [Aggregate: Double]] = [:]
        for measurement in measurements where MetricRanges.range(of: measurement.metric) != nil {
            guard let aggregate = measurement.labels[Measurement.aggregateLabel].flatMap({ Aggregate($0) }) else {
                continue
            }
            let labels = measurement.labels.filter { $0.key != Measurement.aggregateLabel }
            groups[Key(metric: measurement.metric, labels: labels), default: [:]][aggregate] = measurement.value
        }
        return groups.compactMap { key, values in
            FigureOrder(rounding: 0.01).disorder(values).map { pair in
                let cell = key.labels.isEmpty ? "" : " (\(key.labels.text))"
                return "\(key.metric)\(cell) contradicts itself: \(pair.lower) is more than \(pair.upper)"
            }
        }.sorted()
    }
}
