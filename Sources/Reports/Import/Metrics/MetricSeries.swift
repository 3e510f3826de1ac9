import Core
import Criteria

/// Values of one metric with one set of labels, as a monitoring system keeps them: one value, or several over time.
struct MetricSeries {
    struct Point: Hashable {
        /// Seconds since 1970; nil where the source does not say.
        var time: Double?
        var value: Double
    }

    var name: String
    var labels: Labels
    /// Whether the value only grows, unless its process starts anew.
    var isCounter: Bool
    var points: [Point] = []

    /// Above this share of the time without a value, a series decides nothing.
    static let tolerableGaps = 0.1

    /// Fills in the measurements: the value alone, or what a range amounts to, with the label `aggregate`.
    func report(into report: inout Report) {
        let finite = points.filter(\.value.isFinite)
        guard let first = finite.first else {
            report.warn("\(shown) has no value that is a number; it is left out")
            return
        }
        guard points.count > 1 else {
            report.measurements.append(measurement(first.value, dimension, aggregate: nil, 1, report.provenance))
            return
        }
        let range = MetricRange(points)
        var values: [(Aggregate, Double, Dimension)]
        if isCounter {
            if let (high, low) = range.drop {
                report.fail(
                    "the counter \(shown) went from \(Self.text(high)) to \(Self.text(low)): it was reset within the "
                        + "range, so its growth is not known; ask for its increase or rate instead"
                )
                return
            }
            values = growth(range)
        } else {
            values = [Aggregate.p50, .p95, .p99, .minimum, .maximum, .average].compactMap { aggregate in
                range.value(aggregate).map { (aggregate, $0, dimension) }
            }
        }
        for (aggregate, value, dimension) in values {
            var found = measurement(value, dimension, aggregate: aggregate, finite.count, report.provenance)
            if let gaps = range.gapsText { found.notes.append(gaps) }
            if let gap = range.longestGap {
                found.labels["gap"] = Quantity(measured: gap, .duration).rounded(decimals: 1).description
            }
            found.doubt = doubt(range)
            report.measurements.append(found)
        }
    }

    /// The growth of a counter, and its growth a second.
    private func growth(_ range: MetricRange) -> [(Aggregate, Double, Dimension)] {
        guard let growth = range.growth else { return [] }
        var values = [(Aggregate.count, growth, dimension)]
        if range.seconds > 0 {
            let rate = growth / range.seconds
            switch dimension {
            case .duration: values.append((.rate, rate, .ratio))
            case .bytes: values.append((.rate, rate * 8, .bandwidth))
            default: values.append((.rate, rate, .rate))
            }
        }
        return values
    }

    private func doubt(_ range: MetricRange) -> String? {
        if range.infinite > 0 { return "\(range.infinite) of the values of \(shown) are infinite" }
        // Times beyond all measure make a share that is no number: that is no reason to trust them.
        if range.gapShare <= Self.tolerableGaps { return nil }
        return "\(shown) has \(range.gapsText ?? "gaps"), and 10% is tolerable"
    }

    private func measurement(
        _ value: Double,
        _ dimension: Dimension,
        aggregate: Aggregate?,
        _ samples: Int,
        _ provenance: Provenance
    ) -> Measurement {
        var labels = labels
        if let aggregate { labels[Measurement.aggregateLabel] = aggregate.description }
        return Measurement(
            metric: MetricID(name),
            value: value,
            dimension: dimension,
            labels: labels,
            samples: samples,
            provenance: [provenance]
        )
    }

    /// The unit that the name ends with, by the convention of Prometheus; anything else is a plain number.
    private var dimension: Dimension {
        let base = name.hasSuffix("_total") ? String(name.dropLast(6)) : name
        if base.hasSuffix("_seconds") { return .duration }
        if base.hasSuffix("_bytes") { return .bytes }
        return base.hasSuffix("_ratio") ? .ratio : .count
    }

    private var shown: String { labels.isEmpty ? name : "\(name){\(labels.text)}" }

    private static func text(_ value: Double) -> String { Quantity(measured: value, .count).description }
}
