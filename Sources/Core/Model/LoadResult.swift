package import Criteria

/// One series of requests of a load test: a whole run, or the part of it with certain labels.
package struct LoadResult: Sendable, Equatable {
    /// Such as `service: api_gateway`; empty for the whole run.
    package var labels: Labels
    /// All requests, failed ones included; nil where the report does not say.
    package var requests: Int?
    package var failed: Int?
    /// Seconds; only what the report really holds, never interpolated.
    package var latency: [Aggregate: Double]
    /// All latencies counted in buckets, where the report holds them so: shards merge from these.
    package var histogram: Histogram?
    /// Requests per second over the whole test, failed ones included.
    package var requestRate: Double?
    /// Iterations that the generator could not start: above zero, the offered load was not reached.
    package var droppedIterations: Int?
    /// Seconds that the test took.
    package var duration: Double?
    /// Why the load was not the one that was to be offered, where the report itself shows it: `58 iterations/s of 100`.
    package var shortfalls: [String]
    /// Thresholds that the tool itself checked: expression → held.
    package var thresholds: [String: Bool]

    package init(
        labels: Labels = [:],
        requests: Int? = nil,
        failed: Int? = nil,
        latency: [Aggregate: Double] = [:],
        histogram: Histogram? = nil,
        requestRate: Double? = nil,
        droppedIterations: Int? = nil,
        duration: Double? = nil,
        shortfalls: [String] = [],
        thresholds: [String: Bool] = [:]
    ) {
        self.labels = labels
        self.requests = requests
        self.failed = failed
        self.latency = latency
        self.histogram = histogram
        self.requestRate = requestRate
        self.droppedIterations = droppedIterations
        self.duration = duration
        self.shortfalls = shortfalls
        self.thresholds = thresholds
    }

    /// Requests a second: as stated, else as counted over the duration; nil where neither is known.
    package var reachedRate: Double? {
        if let requestRate { return requestRate }
        guard let requests, let duration, duration > 0 else { return nil }
        return Double(requests) / duration
    }

    /// Failed requests as a share of all; nil where either is unknown or nothing was sent.
    package var errorRate: Double? {
        guard let requests, let failed, requests > 0 else { return nil }
        return Double(failed) / Double(requests)
    }
}
