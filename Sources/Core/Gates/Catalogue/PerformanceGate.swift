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
                isWindowed: true,
                evidence:
                    "a load test's successful requests, those labelled `phase: steady` where there are any, or the metric `throughput.sustained_rps`",
                missing:
                    "iterations dropped, a saturated generator, too many failures, or no more offered than was reached: inconclusive; another window than `over`: not evaluated",
                measure: Measures.sustainedRate
            ),
            CriterionDefinition(
                .performance,
                "throughput.burst_capacity",
                metric: "throughput.burst_capacity",
                .rate,
                .atLeast,
                isWindowed: true,
                evidence:
                    "a load test's series labelled `phase: burst` and `window`, or the metric `throughput.burst_capacity`",
                missing:
                    "no declared window: not evaluated; no more offered than was reached: inconclusive; too many failures in every burst: fail",
                measure: Measures.burstRate
            ),
            CriterionDefinition(
                .performance,
                "resource_utilization.cpu_usage",
                metric: "resource_utilization.cpu_usage",
                .ratio,
                .atMost,
                range: .amount,
                aggregate: .p95,
                minimumSamples: 20,
                isWindowed: true,
                evidence: "the metric `resource_utilization.cpu_usage` with the label `aggregate` (p95, max, avg)",
                missing: "no label `aggregate`: not evaluated; few readings, or a minute without any: inconclusive",
                measure: Measures.processorUsage
            ),
            CriterionDefinition(
                .performance,
                "resource_utilization.memory_usage",
                metric: "resource_utilization.memory_usage",
                .ratio,
                .atMost,
                range: .amount,
                aggregate: .p95,
                minimumSamples: 20,
                isWindowed: true,
                evidence:
                    "the metric `resource_utilization.memory_usage` with the labels `aggregate` and `limit`, or `resource_utilization.memory_bytes` and `.memory_limit`",
                missing:
                    "no limit: not evaluated; few readings: inconclusive; a process killed for want of memory: fail",
                measure: Measures.memoryUsage
            ),
            CriterionDefinition(
                .performance,
                "scalability.horizontal_scaling",
                metric: "scalability.horizontal_scaling",
                .boolean,
                .exactly,
                parameters: [.init("scaling_ratio", .phrase(Measures.scalingRatio))],
                wordMeaning: .init(.atLeast, 1),
                attestation: .alternative,
                basis: .derived,
                evidence: "load tests at N and at 2N replicas, labelled `replicas`",
                missing:
                    "one size alone, or a configuration: not evaluated, unless a statement carries it; a run that met no limit: inconclusive",
                measure: Measures.horizontalScaling
            ),
            CriterionDefinition(
                .performance,
                "scalability.auto_scaling_time",
                metric: "scalability.auto_scaling_time",
                .duration,
                .atMost,
                minimumSamples: 3,
                basis: .derived,
                evidence: "the metric `scalability.auto_scaling_time` of each trial, labelled `trial`",
                missing: "fewer than three trials: inconclusive; a trial in which nothing scaled: fail",
                measure: Measures.autoScalingTime
            ),
            CriterionDefinition(
                .performance,
                "baseline_comparison.threshold",
                metric: .worsening,
                .ratio,
                .atMost,
                range: .signed,
                parameters: [.init("metrics", .cells(label: "metric"), required: true)],
                basis: .derived,
                evidence: "load-test results of this run and of passed runs on the same class of machine",
                missing: "fewer than three baselines, or noise above the threshold: inconclusive",
                compare: Measures.worsening
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
            isWindowed: true,
            evidence:
                "a load test's series labelled `service` that holds \(key), or the metric `response_times` with the labels `service` and `aggregate`",
            missing:
                "too few samples, too many failures, a saturated generator, load not reached: inconclusive; no \(key), cold start only, another window than `over`: not evaluated",
            measure: Measures.responseTime
        )
    }
}
