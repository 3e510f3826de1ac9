import Criteria

extension Measures {
    /// Packages of the inventories whose licence the policy does not accept; one without a licence is one of them.
    static let licenseViolations = statedOr { evidence, criterion, _ in
        let reports = evidence.reports.filter { $0.packages != nil }
        guard !reports.isEmpty else { return .missing(reason: nil) }
        guard let policy = evidence.licensePolicy else {
            return .missing(
                reason: "nothing says which licences are acceptable: write such as "
                    + "`license_policy: {allow: [MIT, Apache-2.0]}` below `security_gate`"
            )
        }
        let packages = MergedPackages(reports)
        let judge = LicenseJudge(policy)
        var exempt: [LicensePolicy.Exemption: Int] = [:]
        let judged = packages.entries.filter { entry in
            guard let exemption = judge.exemption(of: entry) else { return true }
            exempt[exemption, default: 0] += 1
            return false
        }
        guard !judged.isEmpty else {
            let files = reports.map(\.path).joined(separator: ", ")
            return .missing(
                reason: "\(files) lists no package\(exempt.isEmpty ? "" : " that the policy does not ignore")"
            )
        }
        let violations = judged.compactMap { entry in
            judge.violation(of: entry).map { Offender(name: entry.title, detail: $0) }
        }
        let measurement = Measurement(
            metric: criterion.metric,
            value: Double(violations.count),
            dimension: .count,
            samples: judged.count,
            provenance: packages.provenance,
            offenders: Array(violations.sorted { $0.name < $1.name }.prefix(offenderLimit)),
            notes: policy.ignore.map { note(on: $0, exempt[$0] ?? 0) }
        )
        let gaps = reports.flatMap { report in
            report.messages.filter { $0.gap.map { $0.category == nil || $0.category == .licenses } ?? false }
                .map { "\(report.path): \($0.text)" }
        }
        guard let gap = gaps.first, holds(measurement.value, .count, criterion) else { return .measured([measurement]) }
        return .missing(reason: gap)
    }

    private static func note(on exemption: LicensePolicy.Exemption, _ count: Int) -> String {
        count == 0
            ? "ignored without need: no package is called \(exemption.package)"
            : "ignored: \(exemption.package), \(plural(count, "package")) (\(exemption.reason))"
    }
}
