import Testing

@testable import Criteria

@Suite("What a gate cannot mean")
struct SenseTests {
    private static let passRate = MetricSignature(name: "linting.pass_rate", dimension: .ratio, direction: .atLeast)
    private static let errorRate = MetricSignature(name: "error_rate", dimension: .ratio, direction: .atMost)
    private static let usage = MetricSignature(name: "cpu", dimension: .ratio, direction: .atMost, range: .amount)
    private static let change = MetricSignature(name: "worse", dimension: .ratio, direction: .atMost, range: .signed)
    private static let time = MetricSignature(name: "response_times", dimension: .duration, direction: .atMost)

    private static let truth = MetricSignature(name: "scanned", dimension: .boolean, direction: .exactly)

    private func error(_ text: String, _ signature: MetricSignature) -> CriteriaError? {
        do {
            _ = try Phrase.parse(text, for: signature, asCriterion: true)
            return nil
        } catch { return error }
    }

    @Test(
        "a comparison that holds the better the worse the metric is, is told the other way round",
        arguments: [
            ("< 98%", passRate, "column 1", ">"), ("<= 98%", passRate, "column 1", ">="),
            ("!= 100%", passRate, "column 1", ">="), ("> 1%", errorRate, "column 1", "<"),
            (">= 1%", errorRate, "column 1", "<="), ("p95 > 200ms", time, "column 5", "<"),
            ("> 2x_baseline", time, "column 1", "<"), ("!= 0", errorRate, "column 1", "<="),
            ("false", truth, "column 1", "true"), ("== false", truth, "column 1", "true"),
            ("!= true", truth, "column 1", "true"),
        ]
    )
    func direction(_ text: String, _ signature: MetricSignature, _ column: String, _ suggestion: String) {
        let error = error(text, signature)
        #expect(error?.suggestion == suggestion, "\(text)")
        #expect(error?.description.hasPrefix(column) == true, "\(text): \(error?.description ?? "accepted")")
    }

    @Test(
        "a bound that no value can reach, or that every value keeps, is an error",
        arguments: [
            (">= -5%", passRate), (">= 101%", passRate), ("150%", passRate), ("< -1%", errorRate),
            ("<= 120%", errorRate),
            ("< 0s - 5ms", time), ("p95 < -200ms", time), ("< -1%", usage),
        ]
    )
    func bounds(_ text: String, _ signature: MetricSignature) {
        #expect(error(text, signature)?.message.contains("is never") == true, "\(text)")
    }

    @Test(
        "what can be meant is in order",
        arguments: [
            (">= 0%", passRate), ("100%", passRate), ("== 100%", passRate), (">= 0%", errorRate), ("< 70%", usage),
            ("<= 150%", usage), ("<= -5%", change), ("< 5%", change), ("p95 < 200ms", time), ("count >= 300", time),
            ("true", truth), ("== true", truth), (">= baseline - 5%", passRate), ("< 1.5x_baseline", time),
            ("not_decreasing", passRate),
        ]
    )
    func fine(_ text: String, _ signature: MetricSignature) {
        #expect(error(text, signature) == nil, "\(text): \(error(text, signature)?.description ?? "")")
    }

    @Test("alerts and triggers may wait for the worst: only what a gate asks for has a direction")
    func triggers() throws {
        _ = try Phrase.parse("> 5%", for: Self.errorRate)
        _ = try Phrase.parse("> 2x_baseline", for: Self.time)
    }

    @Test(
        "a number that lacks its unit is told which",
        arguments: [
            ("0.8", passRate, "80%"), (">= 0.995", passRate, "99.5%"), ("98", passRate, "98%"), ("200", time, "200ms"),
        ]
    )
    func units(_ text: String, _ signature: MetricSignature, _ suggestion: String) {
        #expect(error(text, signature)?.suggestion == suggestion)
    }
}
