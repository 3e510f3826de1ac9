import Criteria

extension Measures {
    /// Transactions that the application finished as a share of those that it began; else what the database committed.
    static let transactionSuccess = statedOr { evidence, criterion, _ in
        switch CounterReadings.of([applicationSuccesses], in: evidence, isTotal: true) {
        case .none: break
        case let succeeded:
            let failed = CounterReadings.of([applicationFailures], in: evidence, isTotal: true)
            return share(of: succeeded, beside: failed, "no reading of \(applicationFailures)", criterion, notes: [])
        }
        return share(
            of: CounterReadings.of(commits, in: evidence),
            beside: CounterReadings.of(rollbacks, in: evidence),
            "commits were counted, rollbacks were not",
            criterion,
            notes: ["a proxy: commits of the database, where a rollback may have been intended"]
        )
    }

    /// Deadlocks as a share of all transactions between the readings.
    static let deadlockRate = statedOr { evidence, criterion, _ in
        let deadlocks = CounterReadings.of(deadlocks, in: evidence)
        let counters = [
            deadlocks, CounterReadings.of(commits, in: evidence), CounterReadings.of(rollbacks, in: evidence),
        ]
        if let unusable = unusable(counters) { return unusable }
        guard case .growth(let locked) = counters[0] else { return .missing(reason: nil) }
        guard case .growth(let committed) = counters[1], case .growth(let rolledBack) = counters[2] else {
            return .missing(reason: "deadlocks were counted, transactions were not")
        }
        if let reason = uncounted([
            ("the number of deadlocks", locked), ("the number of commits", committed),
            ("the number of rollbacks", rolledBack),
        ]) {
            return .missing(reason: reason)
        }
        let all = sum(committed) + sum(rolledBack)
        guard all > 0 else { return .missing(reason: "no transaction ended between the readings") }
        let measurement = Measurement(
            metric: criterion.metric,
            value: sum(locked) / all,
            dimension: .ratio,
            samples: count(all),
            provenance: provenance(locked, committed, rolledBack),
            offenders: offenders(locked) { "\($0) deadlocks" }
        )
        return .measured([measurement])
    }

    // MARK: Names

    private static let applicationSuccesses: MetricID = "database_operations.transactions_succeeded"
    private static let applicationFailures: MetricID = "database_operations.transactions_failed"
    /// Our own names, then those of the exporters for PostgreSQL.
    private static let commits: [MetricID] = ["database_operations.commits", "pg_stat_database_xact_commit"]
    private static let rollbacks: [MetricID] = ["database_operations.rollbacks", "pg_stat_database_xact_rollback"]
    private static let deadlocks: [MetricID] = ["database_operations.deadlocks", "pg_stat_database_deadlocks"]

    // MARK: Arithmetic

    private typealias Growth = [Labels: CounterReadings.Growth]

    private static func share(
        of good: CounterReadings.Outcome,
        beside bad: CounterReadings.Outcome,
        _ halfReason: String,
        _ criterion: Criterion,
        notes: [String]
    ) -> CriterionDefinition.Found {
        if let unusable = unusable([good, bad]) { return unusable }
        guard case .growth(let good) = good else { return .missing(reason: nil) }
        guard case .growth(let bad) = bad else { return .missing(reason: halfReason) }
        if let reason = uncounted([("what succeeded", good), ("what failed", bad)]) { return .missing(reason: reason) }
        let all = sum(good) + sum(bad)
        guard all > 0 else { return .missing(reason: "no transaction ended between the readings") }
        let measurement = Measurement(
            metric: criterion.metric,
            value: sum(good) / all,
            dimension: .ratio,
            samples: count(all),
            provenance: provenance(good, bad),
            offenders: offenders(bad) { "\($0) not successful" },
            notes: notes
        )
        return .measured([measurement])
    }

    /// What keeps counters from being used: readings that contradict each other before ones that are missing.
    private static func unusable(_ counters: [CounterReadings.Outcome]) -> CriterionDefinition.Found? {
        for case .broken(let reason) in counters { return .broken(reason: reason) }
        for case .half(let reason) in counters { return .missing(reason: reason) }
        return nil
    }

    /// Why the counters do not go together: a database that only one of them counts; nil where all count the same ones.
    private static func uncounted(_ counters: [(noun: String, growth: Growth)]) -> String? {
        let databases = Set(counters.flatMap(\.growth.keys)).sorted { $0.text < $1.text }
        for database in databases {
            guard let lacking = counters.first(where: { $0.growth[database] == nil }),
                let counted = counters.first(where: { $0.growth[database] != nil })
            else { continue }
            let place = database.isEmpty ? "the database without labels" : database.text
            return "\(counted.noun) of \(place) was counted, \(lacking.noun) was not"
        }
        return nil
    }

    private static func sum(_ growth: Growth) -> Double { growth.values.reduce(0) { $0 + $1.count } }

    private static func count(_ value: Double) -> Int { Int(exactly: min(value, 1e15).rounded(.down)) ?? 0 }

    private static func provenance(_ parts: Growth...) -> [Provenance] {
        var all: [Provenance] = []
        for part in parts {
            for (_, growth) in part.sorted(by: { $0.key.text < $1.key.text }) {
                for source in growth.provenance where !all.contains(source) { all.append(source) }
            }
        }
        return all
    }

    /// The databases that something went wrong in, the worst first.
    private static func offenders(_ growth: Growth, _ words: (String) -> String) -> [Offender] {
        growth.filter { $0.value.count > 0 && !$0.key.isEmpty }
            .sorted { ($1.value.count, $0.key.text) < ($0.value.count, $1.key.text) }
            .prefix(offenderLimit)
            .map { Offender(name: $0.key.text, detail: words(CounterReadings.whole($0.value.count))) }
    }
}
