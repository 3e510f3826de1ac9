import Criteria

extension Catalogue {
    /// Gate 3: how the services work together.
    static let integration: [CriterionDefinition] = [
        CriterionDefinition(
            .integration,
            "api_contracts.validation",
            metric: "api_contracts.pass_rate",
            .ratio,
            .atLeast,
            evidence:
                "contract test results: the metric `api_contracts.pass_rate`, or JUnit cases with the property `contract`",
            missing: "only skipped cases: not evaluated",
            measure: Measures.contractPassRate
        ),
        CriterionDefinition(
            .integration,
            "api_contracts.backwards_compatibility",
            metric: "api_contracts.breaking_changes",
            .count,
            .atMost,
            wordMeaning: .init(.atMost, 0),
            attestation: .alternative,
            evidence:
                "the metric `api_contracts.breaking_changes` against the last released schema, for example of oasdiff",
            missing: "no released schema to compare with: not evaluated"
        ),
        CriterionDefinition(
            .integration,
            "service_communication.latency",
            metric: "service_communication.latency",
            .duration,
            .atMost,
            aggregate: .p95,
            evidence: "k6 summaries whose `labels` name `from` and `to`, or the metric `service_communication.latency`",
            missing: "too few samples, too many failures, load not reached: inconclusive",
            measure: Measures.edgeLatency
        ),
        CriterionDefinition(
            .integration,
            "service_communication.error_rate",
            metric: "service_communication.error_rate",
            .ratio,
            .atMost,
            rareEvent: true,
            evidence:
                "k6 summaries whose `labels` name `from` and `to`, or the metric `service_communication.error_rate`",
            missing: "too few requests to show so small a rate: inconclusive",
            measure: Measures.edgeErrorRate
        ),
        CriterionDefinition(
            .integration,
            "database_operations.transaction_success",
            metric: "database_operations.transaction_success",
            .ratio,
            .atLeast,
            rareEvent: true,
            basis: .derived,
            evidence:
                "the metric `database_operations.transaction_success`, from the application's or the database's counters",
            missing: "too few transactions to show so small a rate: inconclusive"
        ),
        CriterionDefinition(
            .integration,
            "database_operations.deadlock_rate",
            metric: "database_operations.deadlock_rate",
            .ratio,
            .atMost,
            rareEvent: true,
            basis: .derived,
            evidence: "the metric `database_operations.deadlock_rate`, deadlocks / transactions, read before and after",
            missing: "too few transactions to show so small a rate: inconclusive"
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.mock_coverage",
            metric: "external_dependencies.mock_coverage",
            .ratio,
            .atLeast,
            basis: .derived,
            evidence: "the metric `external_dependencies.mock_coverage`, mocked / declared external dependencies",
            missing: "nothing declared or nothing recorded: not evaluated"
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.fallback_tested",
            metric: "external_dependencies.fallback_tested",
            .boolean,
            .exactly,
            attestation: .alternative,
            basis: .derived,
            evidence:
                "the metric `external_dependencies.fallback_tested`, one for each dependency, with the injected fault",
            missing: "a test without an injected fault: not evaluated"
        ),
        CriterionDefinition(
            .integration,
            "validation_matrix",
            metric: "validation_matrix.pass_rate",
            .ratio,
            .atLeast,
            evidence: "JUnit cases with the properties `from`, `to` and `scenario`",
            missing: "an empty cell, or only skipped tests: not evaluated",
            measure: Measures.labelledPassRate
        ),
    ]
}
