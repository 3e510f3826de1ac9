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
                "Pact verifications, test cases with the property `contract`, or the metric `api_contracts.pass_rate`",
            missing: "only skipped cases, a contract without a verification, a result that is unknown: not evaluated",
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
                "oasdiff against the last released schema, or the metric `api_contracts.breaking_changes`",
            missing: "no released schema to compare with: inconclusive",
            measure: Measures.breakingChanges
        ),
        CriterionDefinition(
            .integration,
            "service_communication.latency",
            metric: "service_communication.latency",
            .duration,
            .atMost,
            aggregate: .p95,
            cellSource: Measures.edgeCells,
            isWindowed: true,
            evidence: "load-test series labelled `from` and `to`, or the metric `service_communication.latency`",
            missing: "too few samples, too many failures, load not reached: inconclusive",
            measure: Measures.edgeLatency
        ),
        CriterionDefinition(
            .integration,
            "service_communication.error_rate",
            metric: "service_communication.error_rate",
            .ratio,
            .atMost,
            cellSource: Measures.edgeCells,
            isWindowed: true,
            rareEvent: true,
            evidence:
                "load-test series labelled `from` and `to`, or the metric `service_communication.error_rate`",
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
                "the metric `database_operations.transaction_success`, or counters of the application or the database, read before and after",
            missing:
                "a counter that was reset, or readings that differ: error; one reading only: not evaluated; too few transactions: inconclusive",
            measure: Measures.transactionSuccess
        ),
        CriterionDefinition(
            .integration,
            "database_operations.deadlock_rate",
            metric: "database_operations.deadlock_rate",
            .ratio,
            .atMost,
            rareEvent: true,
            basis: .derived,
            evidence:
                "the metric `database_operations.deadlock_rate`, or the database's counters of deadlocks and transactions, read before and after",
            missing:
                "a counter that was reset, or readings that differ: error; one reading only: not evaluated; too few transactions: inconclusive",
            measure: Measures.deadlockRate
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.mock_coverage",
            metric: "external_dependencies.mock_coverage",
            .ratio,
            .atLeast,
            basis: .derived,
            evidence:
                "calls of mocks of what `external_dependencies` declares: WireMock's request journal, or the metric `external_dependencies.mock_hits`",
            missing: "nothing declared, or no call recorded: not evaluated; a call of the real service: fail",
            measure: Measures.mockCoverage
        ),
        CriterionDefinition(
            .integration,
            "external_dependencies.fallback_tested",
            metric: "external_dependencies.fallback_tested",
            .boolean,
            .exactly,
            cellSource: Measures.dependencyCells,
            attestation: .alternative,
            basis: .derived,
            evidence:
                "test cases with the property `fallback`, and the injected fault: their property `fault`, a mock's journal, or the metric `external_dependencies.faults_injected`",
            missing:
                "nothing declared, or a test without an injected fault: not evaluated, unless a statement carries it",
            measure: Measures.fallbackTested
        ),
        CriterionDefinition(
            .integration,
            "validation_matrix",
            metric: "validation_matrix.pass_rate",
            .ratio,
            .atLeast,
            cellSource: .init(labels: ["from", "to", "scenario"]) { _, criterion in criterion.cells },
            evidence: "test cases with the properties `from`, `to` and `scenario`",
            missing: "an empty cell, or only skipped tests: not evaluated",
            measure: Measures.labelledPassRate
        ),
    ]
}
