/// How one finds out that a service is ready.
package struct HealthCheck: Sendable, Hashable {
    package enum Probe: Sendable, Hashable {
        /// A command that exits with 0.
        case arguments([String])
        /// A script for `sh` that exits with 0.
        case script(String)
        /// A port that takes connections: its name or its number.
        case tcp(String)
        /// An address, or a path at the service's own port, that answers with a success.
        case http(String)
        /// A text that its output holds.
        case log(String)
    }

    package var probe: Probe
    /// Time between probes.
    package var interval: Duration
    /// The longest that one probe may take.
    package var timeout: Duration
    /// Failed probes in a row, after the start period, that make it unhealthy.
    package var retries: Int
    /// Time in which failed probes do not count.
    package var startPeriod: Duration

    package init(
        _ probe: Probe,
        interval: Duration = .milliseconds(100),
        timeout: Duration = .seconds(5),
        retries: Int = 20,
        startPeriod: Duration = .seconds(10)
    ) {
        self.probe = probe
        self.interval = interval
        self.timeout = timeout
        self.retries = retries
        self.startPeriod = startPeriod
    }

    /// As people write it.
    package var words: String {
        switch probe {
        case .arguments(let arguments): "`\(arguments.joined(separator: " "))`"
        case .script: "its command"
        case .tcp(let port): "tcp \(port)"
        case .http(let address): "http \(address)"
        case .log(let text): "log \"\(text)\""
        }
    }
}
