import Core
import Scanning

/// The lines of an exposition, put together to series, histograms and summaries.
struct Exposition {
    private struct Key: Hashable {
        var name: String
        var labels: Labels
    }

    /// Whether something was there that only OpenMetrics has, which must end with `# EOF`.
    private(set) var isOpenMetrics = false
    private(set) var hasEnd = false
    private var types: [String: String] = [:]
    private var series: [MetricSeries] = []
    private var places: [Key: Int] = [:]
    private var distributions: [ExpositionDistribution] = []
    private var distributionPlaces: [Key: Int] = [:]

    /// Takes in a line; what is wrong with it, else nil.
    mutating func add(_ line: Bytes) -> String? {
        let text = line.trimmed()
        if text.isEmpty { return nil }
        if hasEnd { return "something follows the line '# EOF'" }
        if text[0] == UInt8(ascii: "#") {
            addComment(text)
            return nil
        }
        guard let sample = ExpositionSample(text) else {
            return "'\(Text.lossy(text, limit: 80))' is no sample: expected name{label=\"value\"} number"
        }
        if sample.hasExemplar { isOpenMetrics = true }
        return add(sample)
    }

    private mutating func addComment(_ line: Bytes) {
        if line.equals("# EOF") {
            (hasEnd, isOpenMetrics) = (true, true)
            return
        }
        if line.hasPrefix("# UNIT ") { isOpenMetrics = true }
        guard line.hasPrefix("# TYPE ") else { return }
        let words = line.split(separator: 0x20).map { Bytes(rebasing: $0) }
        guard words.count == 4 else { return }
        let type = words[3].string
        if ["unknown", "info", "stateset", "gaugehistogram"].contains(type) { isOpenMetrics = true }
        types[words[2].string] = type
    }

    /// The family of a sample and what its name has beyond the family's.
    private func family(of name: String) -> (name: String, type: String, suffix: String) {
        if let type = types[name] { return (name, type, "") }
        for suffix in ["_total", "_bucket", "_count", "_sum", "_created", "_info", "_gcount", "_gsum"]
        where name.hasSuffix(suffix) {
            let family = String(name.dropLast(suffix.count))
            if let type = types[family] { return (family, type, suffix) }
        }
        return (name, "untyped", "")
    }

    private mutating func add(_ sample: ExpositionSample) -> String? {
        let family = family(of: sample.name)
        if family.suffix == "_total" || family.suffix == "_created" { isOpenMetrics = true }
        switch family.type {
        case "histogram", "summary": return addPart(sample, family)
        // An information is always 1, and says something with its labels only.
        case "info": return nil
        default: return family.suffix == "_created" ? nil : addPoint(sample, family.type)
        }
    }

    private mutating func addPoint(_ sample: ExpositionSample, _ type: String) -> String? {
        let isCounter = type == "counter" || type != "gauge" && sample.name.hasSuffix("_total")
        if isCounter, !(sample.value >= 0) { return "the counter \(sample.name) has a value that no counter can have" }
        let key = Key(name: sample.name, labels: sample.labels)
        let point = MetricSeries.Point(time: sample.timestamp, value: sample.value)
        guard let index = places[key] else {
            places[key] = series.count
            series.append(MetricSeries(name: sample.name, labels: sample.labels, isCounter: isCounter, points: [point]))
            return nil
        }
        guard let time = point.time, let last = series[index].points.last?.time, time > last else {
            return "\(sample.name) occurs twice with the same labels, without a later time"
        }
        series[index].points.append(point)
        return nil
    }

    private mutating func addPart(
        _ sample: ExpositionSample,
        _ family: (name: String, type: String, suffix: String)
    ) -> String? {
        var labels = sample.labels
        let bound = labels.removeValue(forKey: family.type == "histogram" ? "le" : "quantile")
        let key = Key(name: family.name, labels: labels)
        let index = distributionPlaces[key] ?? distributions.count
        if index == distributions.count {
            distributionPlaces[key] = index
            distributions.append(ExpositionDistribution(name: family.name, labels: labels, type: family.type))
        }
        return distributions[index].add(sample, suffix: family.suffix, bound: bound)
    }

    /// Fills the report; what does not add up, else nil.
    func report(into report: inout Report) -> String? {
        if series.isEmpty, distributions.isEmpty { report.warn("no series") }
        for var one in series {
            // Prometheus' own format has milliseconds.
            if !isOpenMetrics {
                for index in one.points.indices { one.points[index].time = one.points[index].time.map { $0 / 1_000 } }
            }
            one.report(into: &report)
        }
        var results: [LoadResult] = []
        for one in distributions {
            if let problem = one.problem { return problem }
            if one.isOfDurations {
                results.append(one.load)
            } else {
                report.measurements += one.counts(report.provenance)
            }
        }
        report.performance = HTTPStatusSeries.joined(results)
        if distributions.contains(where: { $0.hasQuantiles && $0.isOfDurations }) {
            report.note("percentiles of summaries are those of their last minutes, not of the whole run")
        }
        return nil
    }
}
