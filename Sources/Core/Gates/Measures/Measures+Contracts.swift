import Criteria

extension Measures {
    /// Contract tests and verified interactions that passed; a contract that nobody verified leaves it open.
    static let contractPassRate = statedOr { evidence, criterion, labels in
        let known = ContractChecks(evidence)
        let open = known.unverified.prefix(5).joined(separator: ", ") + (known.unverified.count > 5 ? ", …" : "")
        let reason = known.unverified.isEmpty ? nil : "no provider is known to fulfil \(open)"
        guard !known.checks.isEmpty else {
            let skipped = known.skipped > 0 ? "\(plural(known.skipped, "test")) skipped, none executed" : nil
            return .missing(reason: reason ?? skipped)
        }
        let failed = known.checks.filter { !$0.passed }
        let measurement = Measurement(
            metric: criterion.metric,
            value: Double(known.checks.count - failed.count) / Double(known.checks.count),
            dimension: .ratio,
            labels: labels,
            samples: known.checks.count,
            provenance: unique(known.provenance),
            offenders: failed.prefix(offenderLimit).map { check in
                Offender(name: check.name, file: check.file, line: check.line, detail: check.message)
            },
            notes: [
                reason, known.flaky > 0 ? "\(plural(known.flaky, "test")) passed only after a failed try" : nil,
            ].compactMap(\.self)
        )
        // A defect that is known tells more than what is not known.
        if let reason, holds(measurement, criterion) { return .missing(reason: reason) }
        return .measured([measurement])
    }

    private static func holds(_ measurement: Measurement, _ criterion: Criterion) -> Bool {
        let result = criterion.expression?.evaluate { reference in
            reference == Reference(Reference.value)
                ? .quantity(measurement.value, measurement.dimension) : .unknown(reason: nil)
        }
        return result?.truth ?? true
    }

    /// Breaking changes against an earlier schema; a comparison with nothing carries no verdict.
    static let breakingChanges: Measure = { evidence, criterion, labels in
        let found = evidence.measurements(of: criterion.metric, labels: labels)
        guard !found.isEmpty else { return .missing(reason: nil) }
        if let empty = found.first(where: { $0.samples == 0 }), found.allSatisfy({ $0.value == 0 }) {
            return .inconclusive(reason: empty.notes.first ?? "nothing was compared", found)
        }
        return .measured(found)
    }
}
