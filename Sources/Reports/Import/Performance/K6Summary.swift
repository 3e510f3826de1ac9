import Core
import Criteria

/// The metrics of a summary, sorted into series of requests.
struct K6Summary {
    /// What tells series apart: requests of one sort with the same tags.
    private struct Key: Hashable {
        /// `http_req`, or the stem of a pair of custom metrics.
        var family: String
        var labels: Labels
    }

    private struct Series {
        var trend: K6Metric?
        var failures: K6Metric?
        var counter: K6Metric?
        var thresholds: [String: Bool] = [:]
    }

    private static let http = "http_req"

    /// Seconds that the test took.
    var duration: Double?
    private var series: [Key: Series] = [:]
    private var order: [Key] = []
    private var dropped: Int?
    private var otherThresholds: [String: Bool] = [:]
    private var ignored: [String] = []

    mutating func add(_ metric: K6Metric) {
        // Made by k6 itself beside each HTTP metric: the successful requests only.
        if metric.labels["expected_response"] != nil { return }
        switch metric.base {
        case "http_req_duration": update(Self.http, metric) { $0.trend = metric }
        case "http_req_failed": update(Self.http, metric) { $0.failures = metric }
        case "http_reqs": update(Self.http, metric) { $0.counter = metric }
        default: addOther(metric)
        }
    }

    private mutating func addOther(_ metric: K6Metric) {
        if metric.base == "dropped_iterations", metric.labels.isEmpty { dropped = metric.count("count") }
        for (expression, held) in metric.thresholds where metric.labels.isEmpty {
            otherThresholds["\(metric.base) \(expression)"] = held
        }
        guard !metric.labels.isEmpty, !Self.builtIn.contains(metric.base) else { return }
        if metric.base.hasSuffix("_duration"), metric.number("avg") != nil {
            guard metric.isTime == true else {
                ignored.append(metric.base)
                return
            }
            update(String(metric.base.dropLast("_duration".count)), metric) { $0.trend = metric }
        } else if metric.base.hasSuffix("_failed"), metric.count("passes") != nil {
            update(String(metric.base.dropLast("_failed".count)), metric) { $0.failures = metric }
        }
    }

    /// Trends of k6 that time other things than requests.
    private static let builtIn: Set<String> = ["iteration_duration", "group_duration", "ws_session_duration"]

    private mutating func update(_ family: String, _ metric: K6Metric, _ change: (inout Series) -> Void) {
        let key = Key(family: family, labels: metric.labels)
        if series[key] == nil { order.append(key) }
        change(&series[key, default: Series()])
        for (expression, held) in metric.thresholds {
            series[key]?.thresholds["\(metric.base) \(expression)"] = held
        }
    }

    /// The whole run first, then the tagged series in the order of their labels.
    func results() -> [LoadResult] {
        let length = duration ?? derivedDuration
        return order.sorted { Self.sortKey($0) < Self.sortKey($1) }.compactMap { key in
            series[key].map { result(of: key, $0, length) }
        }
    }

    private static func sortKey(_ key: Key) -> String {
        let labels = key.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        return labels.isEmpty ? "" : "\(key.family == http ? 0 : 1)\(key.family){\(labels)"
    }

    /// The export leaves the duration out; k6 computes a counter's rate as count / duration.
    private var derivedDuration: Double? {
        guard let all = series[Key(family: Self.http, labels: [:])]?.counter, let count = all.number("count"),
            let rate = all.number("rate"), count > 0, rate > 0
        else { return nil }
        return count / rate
    }

    private func result(of key: Key, _ series: Series, _ length: Double?) -> LoadResult {
        var result = LoadResult(labels: key.labels, droppedIterations: dropped, duration: length)
        result.latency = series.trend?.latency ?? [:]
        // The rate is one of failures: what passes the question "did it fail?" has failed.
        if let failed = series.failures?.count("passes"), let succeeded = series.failures?.count("fails") {
            result.failed = failed
            result.requests = failed + succeeded
        }
        if let count = series.counter?.count("count") { result.requests = count }
        if result.requests == nil { result.requests = series.trend?.count("count") }
        result.requestRate = series.counter?.number("rate")
        if result.requestRate == nil, let requests = result.requests, let length, length > 0 {
            result.requestRate = Double(requests) / length
        }
        result.thresholds = series.thresholds
        if key.labels.isEmpty { result.thresholds.merge(otherThresholds) { own, _ in own } }
        return result
    }

    func remark(on report: inout Report) {
        if order.isEmpty {
            report.warn("no HTTP request was measured")
            return
        }
        for key in order {
            guard let series = series[key] else { continue }
            let name = key.labels.isEmpty ? "the run" : Self.sortKey(key).dropFirst() + "}"
            if let failed = series.failures?.count("passes"), let succeeded = series.failures?.count("fails"),
                let count = series.counter?.count("count"), failed + succeeded != count
            {
                report.warn("\(name): http_reqs counts \(count) requests, http_req_failed \(failed + succeeded)")
            }
            if let minimum = series.trend?.number("min"), minimum < 0 {
                report.warn(
                    "\(name): the shortest duration is negative (\(minimum) ms): the clock was set during the run"
                )
            }
        }
        if report.performance.allSatisfy({ $0.requests == 0 }) { report.warn("no request was sent") }
        let crossed = report.performance.flatMap { $0.thresholds.filter { !$0.value }.keys }
        for expression in Set(crossed).sorted() { report.note("k6's own threshold was crossed: \(expression)") }
        if !ignored.isEmpty {
            let names = Set(ignored).sorted().joined(separator: ", ")
            report.note("not taken as requests, as nothing says that they are times: \(names)")
        }
    }
}
