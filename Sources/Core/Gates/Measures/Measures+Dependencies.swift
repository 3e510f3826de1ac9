import Criteria

extension Measures {
    static let mockHits: MetricID = "external_dependencies.mock_hits"
    static let realEgress: MetricID = "external_dependencies.real_egress"
    static let injectedFaults: MetricID = "external_dependencies.faults_injected"

    /// Declared dependencies whose mock was called, as a share of all declared ones; one real call refutes it.
    static let mockCoverage: Measure = { evidence, criterion, _ in
        let declared = evidence.externalDependencies
        guard !declared.isEmpty else { return .missing(reason: undeclared) }
        let egress = calls(realEgress, evidence)
        if let real = egress.first(where: { $0.value > 0 }) {
            let called = egress.filter { $0.value > 0 }
            let measurement = Measurement(
                metric: criterion.metric,
                value: covered(declared, evidence).ratio,
                dimension: .ratio,
                samples: declared.count,
                provenance: unique(called.flatMap(\.provenance)),
                offenders: called.prefix(offenderLimit).map {
                    Offender(name: dependency($0) ?? "unnamed", detail: "called for real, \(times($0.value))")
                },
                notes: ["a real service was called: \(dependency(real) ?? "one that the report does not name")"]
            )
            return .refuted([measurement])
        }
        let (hits, ratio, missed) = covered(declared, evidence)
        guard !hits.isEmpty else { return .missing(reason: nil) }
        var notes = ["declared: \(declared.map(\.name).joined(separator: ", "))"]
        let strangers = Set(hits.compactMap(dependency)).filter { name in !declared.contains { $0.isCalled(name) } }
        if !strangers.isEmpty {
            notes.append("mocked, but not declared: \(strangers.sorted().prefix(10).joined(separator: ", "))")
        }
        if egress.isEmpty { notes.append("nothing shows that calls to the real services were refused") }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: ratio,
                dimension: .ratio,
                samples: declared.count,
                provenance: unique((hits + egress).flatMap(\.provenance)),
                offenders: missed.prefix(offenderLimit).map { Offender(name: $0.name, detail: uncalled) },
                notes: notes
            )
        ])
    }

    /// Whether mocks that nobody called are all that a criterion on them lacks.
    static func lacksOnlyCalls(_ criterion: CriterionVerdict) -> Bool {
        guard criterion.criterion.metric == mockCoverageMetric else { return false }
        let offenders = criterion.cells.flatMap(\.judgement.measurements).flatMap(\.offenders)
        return !offenders.isEmpty && offenders.allSatisfy { $0.detail == uncalled }
    }

    private static let mockCoverageMetric: MetricID = "external_dependencies.mock_coverage"
    private static let uncalled = "no mock was called"

    /// The fallback of one dependency: tests that passed while a fault was really injected.
    static let fallbackTested: Measure = { evidence, criterion, labels in
        guard let name = labels["dependency"],
            let declared = evidence.externalDependencies.first(where: { $0.name == name })
        else { return .missing(reason: undeclared) }
        let executed = fallbackTests(of: declared, evidence).filter { $0.test.status != .skipped }
        guard !executed.isEmpty else { return .missing(reason: "no executed test is tagged `fallback: \(name)`") }
        let injected = calls(injectedFaults, evidence).filter { $0.value > 0 && means($0, declared) }
        let failed = executed.filter { $0.test.status != .passed }
        // A test with its own fault proves by itself; a log of faults proves for all tests of the dependency.
        let proven = injected.isEmpty ? executed.filter { fault(of: $0.test) != nil } : executed
        let tests = plural(executed.count, "test")
        guard !proven.isEmpty || !failed.isEmpty else {
            return .missing(reason: "\(tests) tagged, but nothing shows that a fault was injected")
        }
        let faults = Set(proven.compactMap { fault(of: $0.test) }).sorted().prefix(5)
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: failed.isEmpty ? 1 : 0,
                dimension: .boolean,
                labels: labels,
                samples: max(proven.count, failed.count),
                provenance: unique(executed.map(\.provenance) + injected.flatMap(\.provenance)),
                offenders: failed.prefix(offenderLimit).map { offender($0.test) },
                notes: faults.isEmpty ? [] : ["injected: \(faults.joined(separator: ", "))"]
            )
        ])
    }

    static let dependencyCells = CriterionDefinition.CellSource(labels: ["dependency"]) { evidence, _ in
        evidence.externalDependencies.map { ["dependency": $0.name] }
    }

    private static let undeclared = "`external_dependencies` of the configuration declares none"

    // MARK: Calls

    private static func calls(_ metric: MetricID, _ evidence: Evidence) -> [Measurement] {
        evidence.measurements(of: metric, labels: [:])
    }

    /// Who was called: the label `dependency`, else `host`.
    private static func dependency(_ measurement: Measurement) -> String? {
        measurement.labels["dependency"] ?? measurement.labels["host"]
    }

    private static func means(_ measurement: Measurement, _ declared: ExternalDependency) -> Bool {
        dependency(measurement).map(declared.isCalled) ?? false
    }

    private static func covered(
        _ declared: [ExternalDependency],
        _ evidence: Evidence
    ) -> (hits: [Measurement], ratio: Double, missed: [ExternalDependency]) {
        let hits = calls(mockHits, evidence).filter { $0.value > 0 }
        let missed = declared.filter { dependency in !hits.contains { means($0, dependency) } }
        return (hits, Double(declared.count - missed.count) / Double(max(1, declared.count)), missed)
    }

    private static func times(_ value: Double) -> String {
        value == 1 ? "once" : "\(CounterReadings.whole(value)) times"
    }

    // MARK: Tests

    /// Tests tagged `fallback: NAME`, or `dependency: NAME` with a `fallback` or a fault of their own.
    private static func fallbackTests(
        of declared: ExternalDependency,
        _ evidence: Evidence
    ) -> [MergedTests.Entry] {
        evidence.tests.entries { test, _ in
            if test.properties["fallback"].map(declared.isCalled) == true { return true }
            guard test.properties["dependency"].map(declared.isCalled) == true else { return false }
            return says(test.properties["fallback"]) != nil || fault(of: test) != nil
        }
    }

    /// The fault that a test says it injected.
    private static func fault(of test: TestCase) -> String? {
        says(test.properties["fault"]) ?? says(test.properties["fault_injected"])
    }

    /// A property that says something; `false`, `no`, `none` and `0` say that there is nothing.
    private static func says(_ property: String?) -> String? {
        guard let property, !["", "0", "false", "no", "none"].contains(property.lowercased()) else { return nil }
        return property
    }
}
