package import Core

/// What one window says of one trigger.
package enum TriggerAnswer: Sendable, Hashable {
    /// Beyond the limit, and not by chance.
    case breach(String)
    /// Well within it.
    case clear
    /// Neither, and measured.
    case open
    case inconclusive(String)
}

/// Judges live figures by a trigger.
package struct TriggerJudge: Sendable {
    package var trigger: RollbackTrigger
    /// What the metric was before the deployment and a week ago, the larger of the two; nil where neither is known.
    package var baseline: Double?
    /// An absolute limit in its place.
    package var fallback: Double?
    /// Requests that a window must have seen; nil for what the limit needs.
    package var minimum: Int?

    package init(_ trigger: RollbackTrigger, baseline: Double?, fallback: Double?, minimum: Int?) {
        self.trigger = trigger
        self.baseline = baseline
        self.fallback = fallback
        self.minimum = minimum
    }

    /// Of a limit, from where on all is well again.
    private static let clearShare = 0.9
    /// Requests that a percentile of their times needs.
    package static let timedRequests = 200

    package func answer(_ window: LiveWindow) -> TriggerAnswer {
        if let problem = window.problem { return .inconclusive(problem) }
        guard let limit else {
            return .inconclusive("no baseline of \(trigger.metric.rawValue), and no `fallback`")
        }
        switch trigger.metric {
        case .errorRate: return share(window.errors, of: window.requests, limit: limit)
        case .availability: return share(window.errors, of: window.requests, limit: 1 - limit)
        case .responseTime: return time(window.responseTime, of: window.requests, limit: limit)
        case .burnRate: return burn(window.spans, allowed: 1 - limit)
        }
    }

    private var limit: Double? {
        switch trigger.limit {
        case .amount(let amount): amount
        case .timesBaseline(let times): baseline.map { $0 * times } ?? fallback
        }
    }

    private static func count(_ requests: Double?) -> Double? {
        requests.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }

    /// Beyond both lengths of one pair of rates: fast enough to matter, and still going on.
    private func burn(_ spans: [LiveSpan], allowed: Double) -> TriggerAnswer {
        var told: [TriggerAnswer] = []
        var silence = "no figures of \(BurnRate.lengths.count) lengths of time"
        for pair in BurnRate.pairs where pair.factor * allowed < 1 {
            let answers = [pair.long, pair.short].map { length -> TriggerAnswer in
                guard let span = spans.first(where: { $0.length == length }) else { return .inconclusive(silence) }
                if let problem = span.problem { return .inconclusive(problem) }
                return share(span.errors, of: span.requests, limit: pair.factor * allowed)
            }
            switch (answers[0], answers[1]) {
            case (.breach(let detail), .breach):
                return .breach("\(pair.factor) times too fast: \(detail) within \(Int(pair.long / 60)) min")
            case (.inconclusive(let reason), _), (_, .inconclusive(let reason)): silence = reason
            case (.clear, _), (_, .clear): told.append(.clear)
            default: told.append(.open)
            }
        }
        return told.isEmpty ? .inconclusive(silence) : told.contains(.open) ? .open : .clear
    }

    private func share(_ errors: Double?, of requests: Double?, limit: Double) -> TriggerAnswer {
        guard let requests = Self.count(requests) else { return .inconclusive("no figure of requests") }
        guard let errors, errors.isFinite, errors >= 0 else { return .inconclusive("no figure of errors") }
        // Extrapolated counters give fractions: a little more errors than requests is all of them.
        guard errors <= requests * 1.05 + 1 else { return .inconclusive("more errors than requests") }
        let needed = Double(minimum ?? Int((3 / max(limit, 1e-6)).rounded(.up)))
        guard requests >= needed else {
            return .inconclusive("\(Int(requests)) requests in the window, and \(Int(needed)) are needed")
        }
        let hits = min(errors, requests)
        guard let bounds = Wilson.bounds(hits, of: requests) else { return .inconclusive("nothing was counted") }
        if bounds.lower > limit {
            return .breach(
                "\(Self.percent(hits / requests)) of \(Int(requests)) requests failed, at least \(Self.percent(bounds.lower)) at 95 %"
            )
        }
        return hits / requests <= limit * Self.clearShare ? .clear : .open
    }

    private func time(_ value: Double?, of requests: Double?, limit: Double) -> TriggerAnswer {
        guard let requests = Self.count(requests) else { return .inconclusive("no figure of requests") }
        guard let value, value.isFinite, value >= 0 else { return .inconclusive("no figure of response time") }
        let needed = Double(minimum ?? Self.timedRequests)
        guard requests >= needed else {
            return .inconclusive("\(Int(requests)) requests in the window, and \(Int(needed)) are needed")
        }
        if value > limit { return .breach("\(Self.milliseconds(value)) is more than \(Self.milliseconds(limit))") }
        return value <= limit * Self.clearShare ? .clear : .open
    }

    private static func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }
    private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1_000).rounded())) ms" }
}
