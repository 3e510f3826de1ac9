import Criteria

extension Catalogue {
    /// Gate 5: how fast, how much, at what cost.
    static let performance: [CriterionDefinition] =
        [responseTime(.p50, "p50"), responseTime(.p95, "p95"), responseTime(.p99, "p99")] + [
            CriterionDefinition(
                .performance,
                "throughput.sustained_rps",
                metric: "throughput.sustained_rps",
                .rate,
                .atLeast,
                evidence: "a k6 summary of the whole run, or the metric `throughput.sustained_rps`",
                missing: "iterations dropped, too many failures, or no more offered than was reached: inconclusive",
                measure: Measures.sustainedRate
            ),
            CriterionDefinition(
                .performance,
                "throughput.burst_capacity",
                metric: "throughput.burst_capacity",
                .rate,
                .atLeast,
                evidence: "the metric `throughput.burst_capacity` (best declared window within the error limit)",
                missing: "nothing stated: not evaluated"
            ),
            CriterionDefinition(
                .performance,
                "resource_utilization.cpu_usage",
                metric: "resource_utilization.cpu_usage",
                .ratio,
                .atMost,
                evidence: "the metric `resource_utilization.cpu_usage` (p95 over the run)",
                missing: "nothing stated: not evaluated"
            ),
            CriterionDefinition(
                .performance,
                "resource_utilization.memory_usage",
                metric: "resource_utilization.memory_usage",
                .ratio,
                .atMost,
                evidence: "the metric `resource_utilization.memory_usage` (p95 over the run / limit)",
                missing: "nothing stated: not evaluated"
            ),
            CriterionDefinition(
                .performance,
                "scalability.horizontal_scaling",
                metric: "scalability.horizontal_scaling",
                .boolean,
                .exactly,
                wordMeaning: .init(.atLeast, 1),
                attestation: .alternative,
                basis: .derived,
                evidence: "the metric `scalability.horizontal_scaling`, from runs at N and 2N replicas",
                missing: "nothing measured: a configuration proves nothing, not evaluated"
            ),
            CriterionDefinition(
                .performance,
                "scalability.auto_scaling_time",
                metric: "scalability.auto_scaling_time",
                .duration,
                .atMost,
                basis: .derived,
                evidence: "the metric `scalability.auto_scaling_time`, the worst of three trials",
                missing: "nothing stated: not evaluated"
            ),
            CriterionDefinition(
                .performance,
                "baseline_comparison.threshold",
                metric: "baseline.worsening",
                .ratio,
                .atMost,
                parameters: [.init("metrics", .cells(label: "metric"), required: true)],
                basis: .derived,
                evidence: "load-test results of this run and of passed runs on the same class of machine",
                missing: "no baseline: inconclusive",
                measure: Measures.worsening
            ),
        ]

    private static func responseTime(_ aggregate: Aggregate, _ key: String) -> CriterionDefinition {
        CriterionDefinition(
            .performance,
            "response_times.*.\(key)",
            metric: "response_times",
            .duration,
            .atMost,
            wildcard: "service",
            aggregate: aggregate,
            evidence: "a k6 summary labelled `service` that holds \(key), or the metric `response_times`",
            missing:
                "too few samples, too many failures, load not reached: inconclusive; no such percentile: not evaluated",
            measure: Measures.responseTime
        )
    }
}
