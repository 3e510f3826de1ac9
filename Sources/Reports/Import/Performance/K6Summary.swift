import Core
import Criteria

/// The metrics of a summary, sorted into series of requests.
struct K6Summary {
    /// What tells series apart: requests of one sort with the same tags.
    private struct Key: Hashable {
        /// `http_req`, `grpc_req`, or the stem of a pair of custom metrics.
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
    private static let grpc = "grpc_req"

    /// Seconds that the test took.
    var duration: Double?
    /// What was to be offered; nil where the summary does not say.
    var arrivals: K6Arrivals?
    /// k6 says itself that the test has not passed.
    var hasFailed = false
    private var series: [Key: Series] = [:]
    private var order: [Key] = []
    private var dropped: Int?
    private var started: Int?
    private var users: Double?
    private var otherThresholds: [String: Bool] = [:]
    private var ignored: [String] = []

    mutating func add(_ metric: K6Metric) {
        // Made by k6 itself beside each HTTP metric: the successful requests only.
        if metric.labels["expected_response"] != nil { return }
        switch metric.base {
        case "http_req_duration": update(Self.http, metric) { $0.trend = metric }
        case "http_req_failed": update(Self.http, metric) { $0.failures = metric }
        case "http_reqs": update(Self.http, metric) { $0.counter = metric }
        case "grpc_req_duration": update(Self.grpc, metric) { $0.trend = metric }
        case "grpc_req_failed": update(Self.grpc, metric) { $0.failures = metric }
        case "grpc_reqs": update(Self.grpc, metric) { $0.counter = metric }
        default: addOther(metric)
        }
    }

    private mutating func addOther(_ metric: K6Metric) {
        if metric.labels.isEmpty {
            switch metric.base {
            case "dropped_iterations": dropped = metric.count("count")
            case "iterations": started = metric.count("count")
            case "vus": users = metric.number("max")
            default: break
            }
        }
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
        let shortfalls = arrivals?.shortfalls(started: started, dropped: dropped, users: users) ?? []
        return order.sorted { Self.sortKey($0) < Self.sortKey($1) }.compactMap { key in
            series[key].map { one in
                var result = result(of: key, one, length)
                result.shortfalls = shortfalls
                // Where a test calls by HTTP too, the whole run is that of HTTP.
                if key.family == Self.grpc, hasHTTP { result.labels["protocol"] = "grpc" }
                return result
            }
        }
    }

    private var hasHTTP: Bool { order.contains { $0.family == Self.http } }

    private static func sortKey(_ key: Key) -> String {
        let labels = key.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        let rank = key.family == http ? 0 : 1
        return labels.isEmpty ? (rank == 0 ? "" : "\(rank - 1)") : "\(rank)\(key.family){\(labels)"
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
        if let (failed, succeeded) = series.failures?.failures {
            result.failed = failed
            result.requests = failed + succeeded
        }
        if let count = series.counter?.count("count") { result.requests = count }
        if result.requests == nil { result.requests = series.trend?.count("count") }
        if result.failed == nil, nothingFailed(in: key) { result.failed = 0 }
        result.requestRate = series.counter?.number("rate")
        if result.requestRate == nil, let requests = result.requests, let length, length > 0 {
            result.requestRate = Double(requests) / length
        }
        result.thresholds = series.thresholds
        if key.labels.isEmpty { result.thresholds.merge(otherThresholds) { own, _ in own } }
        return result
    }

    /// Whether the whole of the test says that not one of its requests failed, and so none of this part.
    ///
    /// k6 counts the failures of a tag only where a threshold names them.
    private func nothingFailed(in key: Key) -> Bool {
        guard !key.labels.isEmpty, let whole = series[Key(family: key.family, labels: [:])],
            let (failed, succeeded) = whole.failures?.failures
        else { return false }
        return failed == 0 && succeeded > 0 && (whole.counter?.count("count") ?? succeeded) <= succeeded
    }

    func remark(on report: inout Report) {
        if order.isEmpty {
            report.warn("neither HTTP nor gRPC requests were measured")
            return
        }
        for key in order {
            guard let series = series[key] else { continue }
            let name = key.labels.isEmpty ? "the run" : Self.sortKey(key).dropFirst() + "}"
            if let (failed, succeeded) = series.failures?.failures, let count = series.counter?.count("count"),
                failed + succeeded != count
            {
                // Requests may be left out of the question whether they failed, but none can be asked that was not sent.
                let isFewer = failed + succeeded < count
                report.messages.append(
                    ReportMessage(
                        isFewer ? .warning : .error,
                        "\(name): \(key.family)s counts \(count) requests, \(key.family)_failed \(failed + succeeded)"
                    )
                )
            }
            if let failures = series.failures, !failures.isConsistent {
                report.fail(
                    "\(name): \(key.family)_failed states a rate that is neither that of its passes nor of its fails"
                )
            }
        }
        if report.performance.allSatisfy({ $0.requests == 0 }) { report.warn("no request was sent") }
        let crossed = report.performance.flatMap { $0.thresholds.filter { !$0.value }.keys }
        for expression in Set(crossed).sorted() { report.note("k6's own threshold was crossed: \(expression)") }
        if hasFailed, crossed.isEmpty { report.note("k6 itself says that the test has not passed") }
        if !ignored.isEmpty {
            let names = Set(ignored).sorted().joined(separator: ", ")
            report.note("not taken as requests, as nothing says that they are times: \(names)")
        }
    }
}
