import Criteria

extension LoadResult {
    /// Which of the figures no load test can have; nil where all are possible.
    package var impossible: String? {
        let name = labels.isEmpty ? "the load test" : labels.text
        let counts = [("requests", requests), ("failed requests", failed), ("dropped iterations", droppedIterations)]
        for case (let noun, let count?) in counts where count < 0 { return "\(name): \(count) \(noun) cannot be" }
        for case (let noun, let value?) in [("rate", requestRate), ("duration", duration)] where !(value >= 0) {
            return "\(name): a \(noun) of \(value) cannot be"
        }
        return nil
    }

    /// What in the figures contradicts the rest, as `format` gives them; nil where they agree.
    package func contradiction(format: String) -> String? {
        let name = labels.isEmpty ? "the load test" : labels.text
        if let requests, let failed, failed > requests {
            return "\(name): \(failed) requests failed, of \(requests)"
        }
        // A clock that was set during the run: what else it has measured nobody knows.
        if let (aggregate, value) = latency.first(where: { !($0.value >= 0) }).map({ ($0.key, $0.value) }) {
            return "\(name): \(aggregate) is \(Self.words(value)), and nothing takes less than no time"
        }
        if let (lower, upper) = FigureOrder(format: format).disorder(latency) {
            let (low, high) = (Self.words(latency[lower] ?? 0), Self.words(latency[upper] ?? 0))
            return "\(name): \(lower) is \(low), and \(upper) only \(high)"
        }
        guard let requests, let requestRate, let duration, duration > 0 else { return nil }
        let rate = Double(requests) / duration
        // Some tools leave requests that were never answered, or all that failed, out of their rate.
        let succeeded = max(0, rate - Double(failed ?? 0) / duration)
        let rounding = max(rate, requestRate) * Self.rateRounding
        guard requestRate < succeeded - rounding || requestRate > rate + rounding else { return nil }
        let (stated, counted) = (Self.rate(requestRate), Self.rate(rate))
        return
            "\(name): a rate of \(stated) is stated, and \(requests) requests in \(Self.words(duration)) are \(counted)"
    }

    /// Rates are given with few digits, and over times that begin and end a little apart.
    private static let rateRounding = 0.05

    private static func words(_ seconds: Double) -> String {
        Quantity(measured: seconds, .duration).rounded(decimals: 3).description
    }

    private static func rate(_ rate: Double) -> String {
        Quantity(measured: rate, .rate).rounded(decimals: 1).description
    }
}
