package import Criteria

/// A condition on live figures that takes a deployment back.
package struct RollbackTrigger: Sendable, Hashable {
    /// What is measured live.
    package enum Metric: String, Sendable, Hashable, CaseIterable {
        case errorRate = "error_rate"
        case responseTime = "response_time"
        case availability
        /// How fast the errors that an objective allows are used up; the limit is the objective.
        case burnRate = "burn_rate"
    }

    package var metric: Metric
    /// As a person wrote it, such as `> 2x_baseline`.
    package var written: String
    package var comparison: ComparisonOperator
    /// What the metric is compared with, in base units; a factor where it is the baseline.
    package var limit: Limit
    package var location: SourceLocation?

    package enum Limit: Sendable, Hashable {
        case amount(Double)
        case timesBaseline(Double)
    }

    package init(
        metric: Metric,
        written: String,
        comparison: ComparisonOperator,
        limit: Limit,
        location: SourceLocation? = nil
    ) {
        self.metric = metric
        self.written = written
        self.comparison = comparison
        self.limit = limit
        self.location = location
    }
}

/// Where live figures come from, and how they are judged; times in seconds.
package struct WatchSettings: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// The address of a Prometheus server.
        case prometheus(String)
        /// An address that is asked again and again.
        case probe(String)
        /// A file of samples, relative to the project's root.
        case file(String)
        /// A command that prints samples.
        case command([String])
    }

    package var source: Source
    /// PromQL by figure: `requests`, `errors`, `response_time`.
    package var queries: [String: String] = [:]
    package var scrapeInterval = 15.0
    package var interval = 30.0
    package var window = 300.0
    /// So many windows in a row decide.
    package var windows = 2
    package var warmup = 60.0
    package var duration = 1_800.0
    /// Requests that must have been seen; nil for what the limits need.
    package var minimumTraffic: Int?
    /// Absolute limits where no baseline is known, by metric.
    package var fallback: [RollbackTrigger.Metric: Double] = [:]

    package init(source: Source) { self.source = source }
}
