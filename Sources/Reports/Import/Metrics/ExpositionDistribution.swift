import Core
import Criteria
import Scanning

/// A histogram or a summary of one set of labels, put together from its samples.
struct ExpositionDistribution {
    let name: String
    let labels: Labels
    let type: String
    private var buckets: [(bound: Double, count: Int)] = []
    private var quantiles: [(quantile: Double, value: Double)] = []
    private var count: Int?
    private var sum: Double?

    init(name: String, labels: Labels, type: String) {
        self.name = name
        self.labels = labels
        self.type = type
    }

    var isOfDurations: Bool { name.hasSuffix("_seconds") }

    /// Whether it has percentiles that its program computed.
    var hasQuantiles: Bool { !quantiles.isEmpty }

    /// Takes in a sample; what is wrong with it, else nil.
    mutating func add(_ sample: ExpositionSample, suffix: String, bound: String?) -> String? {
        let place = "\(sample.name) (\(labels.text))"
        switch suffix {
        case "_count", "_gcount":
            guard count == nil else { return "\(place) occurs twice" }
            guard let whole = Int(exactly: sample.value), whole >= 0 else { return "\(place) is no number of things" }
            count = whole
        case "_sum", "_gsum":
            guard sum == nil else { return "\(place) occurs twice" }
            sum = sample.value
        case "_created": break
        case "_bucket":
            guard let bound, let limit = Self.number(bound), !limit.isNaN, let whole = Int(exactly: sample.value),
                whole >= 0
            else { return "\(place) is no bucket: expected a bound 'le' and a number of things" }
            buckets.append((limit, whole))
        default:
            guard let bound, let quantile = Self.number(bound), (0...1).contains(quantile) else {
                return "\(place) has no quantile from 0 to 1"
            }
            quantiles.append((quantile, sample.value))
        }
        return nil
    }

    private static func number(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { ExpositionSample.number(Bytes($0)) }
    }

    /// What does not add up, which is so where the text was cut.
    var problem: String? {
        let shown = labels.isEmpty ? name : "\(name) (\(labels.text))"
        guard type == "histogram" else {
            return count == nil ? "the summary \(shown) has no count: cut short or damaged" : nil
        }
        let sorted = buckets.sorted { $0.bound < $1.bound }
        guard let last = sorted.last, last.bound == .infinity else {
            return "the histogram \(shown) has no bucket '+Inf': cut short or damaged"
        }
        guard count == nil || count == last.count else {
            return "the histogram \(shown) counts \(count ?? 0) in all and \(last.count) in its last bucket"
        }
        guard sorted.count == 1 || histogram != nil else {
            return "the histogram \(shown) has buckets that do not rise"
        }
        return nil
    }

    private var histogram: Histogram? {
        let sorted = buckets.sorted { $0.bound < $1.bound }
        guard let total = sorted.last?.count else { return nil }
        let finite = sorted.filter(\.bound.isFinite)
        return Histogram(bounds: finite.map(\.bound), cumulative: finite.map(\.count), total: total)
    }

    private var total: Int { count ?? buckets.map(\.count).max() ?? 0 }

    /// A series of durations; percentiles of a histogram are interpolated later, and marked so.
    var load: LoadResult {
        var result = LoadResult(labels: labels.merging(["metric": name]) { own, _ in own }, requests: total)
        result.histogram = histogram
        if let sum, sum.isFinite, sum >= 0, total > 0 { result.latency[.average] = sum / Double(total) }
        for (quantile, value) in quantiles where value.isFinite && value >= 0 {
            result.latency[.percentile((quantile * 100_000).rounded() / 1_000)] = value
        }
        return result
    }

    /// What is left of sizes and other things that are no durations.
    func counts(_ provenance: Provenance) -> [Measurement] {
        var parts: [(String, Double, Labels)] = [("_count", Double(total), labels)]
        if let sum, sum.isFinite { parts.append(("_sum", sum, labels)) }
        for (quantile, value) in quantiles where value.isFinite {
            let aggregate = Aggregate.percentile((quantile * 100_000).rounded() / 1_000)
            parts.append(("", value, labels.merging([Measurement.aggregateLabel: "\(aggregate)"]) { _, new in new }))
        }
        return parts.map { suffix, value, labels in
            Measurement(
                metric: MetricID(name + suffix),
                value: value,
                dimension: .count,
                labels: labels,
                samples: suffix.isEmpty ? total : 1,
                provenance: [provenance]
            )
        }
    }
}
