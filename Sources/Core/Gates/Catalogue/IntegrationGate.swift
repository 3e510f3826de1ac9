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
                "the metric `api_contracts.breaking_changes` against the last released schema, for example of oasdiff"
        ),
        CriterionDefinition(
            .integration,
            "service_communication.latency",
            metric: "service_communication.latency",
            .duration,
            .atMost,
            aggregate: .p95,
            evidence: "k6 summaries whose `labels` name `from` and `to`, or the metric `service_communication.latency`",
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
            measure: Measures.edgeErrorRate
        ),
        CriterionDefinition(
            .integration,
            "database_operations.transaction_success",
            metric: "database_operations.transaction_success",
            .ratio,
            .atLeast,
            rareEvent: true,
            evidence:
                "the metric `database_operations.transaction_success`, from the application's or the database's counters"
        ),
        CriterionDefinition(
            .integration,
            "database_operations.deadlock_rate",
            metric: "database_operations.deadlock_rate",
            .ratio,
            .atMost,
            rareEvent: true,
            evidence: "the metric `database_operations.deadlock_rate`, deadlocks / transactions, read before and after"
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.mock_coverage",
            metric: "external_dependencies.mock_coverage",
            .ratio,
            .atLeast,
            evidence: "the metric `external_dependencies.mock_coverage`, mocked / declared external dependencies"
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.fallback_tested",
            metric: "external_dependencies.fallback_tested",
            .boolean,
            .exactly,
            attestation: .alternative,
            evidence:
                "the metric `external_dependencies.fallback_tested`, one for each dependency, with the injected fault"
        ),
        CriterionDefinition(
            .integration,
            "validation_matrix",
            metric: "validation_matrix.pass_rate",
            .ratio,
            .atLeast,
            evidence: "JUnit cases with the properties `from`, `to` and `scenario`",
            measure: Measures.labelledPassRate
        ),
    ]
}
