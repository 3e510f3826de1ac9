import Criteria

/// Which values a metric can have that a gate reads: those of the catalogue, and what criteria are derived from.
enum MetricRanges {
    /// nil for a metric that no gate reads: its values may be anything.
    static func range(of metric: MetricID) -> ValueRange? { table[metric] }

    private static let table: [MetricID: ValueRange] = {
        var ranges = Dictionary(Catalogue.definitions.map { ($0.metric, $0.range) }) { first, _ in first }
        for metric in amounts { ranges[metric] = .amount }
        return ranges
    }()

    /// What measures read beside the catalogue's own metrics; none of it can be less than nothing.
    private static let amounts: [MetricID] = [
        LoadPresumptions.generatorUsage, LoadPresumptions.offeredRate, LoadPresumptions.usersInUse,
        PrivacyMetrics.masked, PrivacyMetrics.unmasked, "database_operations.commits", "database_operations.deadlocks",
        "database_operations.rollbacks",
        "database_operations.transactions_failed", "database_operations.transactions_succeeded",
        "external_dependencies.faults_injected", "external_dependencies.mock_hits",
        "external_dependencies.real_egress", "pg_stat_database_deadlocks", "pg_stat_database_xact_commit",
        "pg_stat_database_xact_rollback", "resource_utilization.memory_bytes", "resource_utilization.memory_limit",
        "resource_utilization.oom_kills", "scalability.replicas_added",
    ]
}
