import Core
import Releasing
import Remote
import Scanning

/// Asks a Prometheus server, numerator and denominator apart.
struct PrometheusSource: LiveSource {
    private let address: RemoteURL
    private let settings: WatchSettings
    private let session: HTTPSession
    /// Whether anybody asks for times.
    private let asksForTimes: Bool

    init?(_ text: String, _ settings: WatchSettings, asksForTimes: Bool, now: @escaping @Sendable () -> Double) {
        guard let address = RemoteURL(text) else { return nil }
        self.address = address
        self.settings = settings
        self.asksForTimes = asksForTimes
        session = HTTPSession(
            NIOTransport(timeout: 20, patience: 10),
            policy: RetryPolicy(attempts: 3, firstPause: 0.2, longestPause: 1, patience: 5),
            clock: RemoteClock(now: now)
        )
    }

    /// The newest figures are still on their way.
    var lag: Double { settings.scrapeInterval }

    private static let usual = [
        "requests": "sum(increase(http_requests_total[{window}]))",
        // A zero only where requests were counted.
        "errors":
            "sum(increase(http_requests_total{code=~\"5..\"}[{window}])) or 0 * sum(increase(http_requests_total[{window}]))",
        "response_time":
            "histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[{window}])) by (le))",
        "age": "time() - max(timestamp(http_requests_total))",
        "samples": "max(count_over_time(http_requests_total[{window}]))",
    ]

    /// Of the figures that should have been collected in a window, so many must be there.
    private static let wholeShare = 0.5

    func window(until end: Double, length: Double) async -> LiveWindow {
        var window = LiveWindow(end: end)
        let usesOwn = settings.queries["requests"] != nil
        do throws(Trouble) {
            // How old figures are that somebody asks for in other words, and whether some are missing, the other words must say.
            if settings.queries["age"] != nil || !usesOwn {
                guard let age = try await value("age", at: end, length) else {
                    throw Trouble("no figure came in: no series")
                }
                guard age <= 2 * settings.scrapeInterval else {
                    throw Trouble("the newest figure is \(Int(age)) s old")
                }
            }
            if settings.queries["samples"] != nil || !usesOwn {
                let expected = length / settings.scrapeInterval
                let count = try await value("samples", at: end, length) ?? 0
                guard count >= max(1, (expected - 1) * Self.wholeShare) else {
                    throw Trouble("figures are missing: \(Int(count)) of \(Int(expected)) were collected")
                }
            }
            window.requests = try await value("requests", at: end, length)
            window.errors = try await value("errors", at: end, length)
            if asksForTimes { window.responseTime = try await value("response_time", at: end, length) }
        } catch {
            window.problem = error.reason
        }
        return window
    }

    private struct Trouble: Error {
        var reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// nil where no series answers: that is not zero.
    private func value(_ name: String, at time: Double, _ length: Double) async throws(Trouble) -> Double? {
        guard let query = settings.queries[name] ?? Self.usual[name] else { return nil }
        var url = address
        url.path = (url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path) + "/api/v1/query"
        let text = query.replacing("{window}", with: "\(max(1, Int(length)))s")
        url.query = [.init("query", text), .init("time", "\((time * 1_000).rounded() / 1_000)")]
        let response: HTTPResponse
        do throws(RemoteError) {
            response = try await session.send(HTTPRequest("GET", url), limit: 1 << 20)
        } catch { throw Trouble("Prometheus does not answer: \(error.reason)") }
        guard response.isSuccess, let json = try? JSON(parsing: response.body), json["status"]?.string == "success"
        else { throw Trouble("Prometheus answers \(response.status) to the query of \(name)") }
        if let warning = json["warnings"]?.array?.first?.string { throw Trouble("Prometheus warns: \(warning)") }
        let results = json["data"]?["result"]?.array ?? []
        guard results.count <= 1 else { throw Trouble("the query of \(name) gives \(results.count) series, not one") }
        guard let number = results.first?["value"]?[1]?.string.flatMap({ Double($0) }) else { return nil }
        return number.isFinite ? number : nil
    }
}
