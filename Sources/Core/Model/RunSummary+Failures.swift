extension RunSummary {
    /// The summary without whatever passed: what a person who mends things needs to see.
    package var failures: RunSummary {
        var rest = self
        rest.steps = steps.filter { step in
            switch step.outcome {
            case .passed(let tries): tries > 1
            case .found, .failed, .cancelled: true
            case .skipped: false
            }
        }
        rest.reports = reports.compactMap { report in
            guard report.status != .error else { return report }
            let open = report.tests?.cases.filter { $0.status == .failed || $0.status == .error || $0.flaky } ?? []
            let tally = report.tests?.tally ?? TestTally()
            guard !open.isEmpty || tally.failed + tally.errors > 0 else { return nil }
            var report = report
            report.tests?.cases = open
            return report
        }
        rest.verdict?.gates = (verdict?.gates ?? []).compactMap { gate in
            var gate = gate
            gate.criteria.removeAll { !$0.verdict.blocks && $0.verdict != .warn }
            return gate.criteria.isEmpty ? nil : gate
        }
        return rest
    }
}
