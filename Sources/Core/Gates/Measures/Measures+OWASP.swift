import Criteria

extension Measures {
    /// One category of the Top 10: rules of it ran on something, and nothing open at or above the level is left.
    static let owaspCategory = statedOr { evidence, criterion, labels in
        guard let code = labels["category"], let category = OWASPTopTen.category(code) else {
            return .missing(reason: "no category of \(OWASPTopTen.edition)")
        }
        let level = criterion.parameters["owasp_level"].flatMap(Finding.Level.init(rawValue:)) ?? .warning
        let found =
            code == OWASPTopTen.components
            ? components(category, level, evidence, criterion) : ownCode(category, level, evidence, criterion)
        guard case .missing(let reason) = found else { return found }
        return .missing(reason: "\(code) \(category.name): \(reason ?? "no rule that looks for its weaknesses ran")")
    }

    /// Measured by rules on the project's own code that name the category's weaknesses.
    private static func ownCode(
        _ category: OWASPTopTen.Category,
        _ level: Finding.Level,
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        guard let scanned = evidence.scans[.sast] else { return .missing(reason: nil) }
        let all = scanned.open {
            $0.level.reaches(level) && !category.weaknesses.isDisjoint(with: $0.cwe)
        }
        let open = CountedFindings(all, .sast, evidence, criterion)
        if let reason = open.unknown { return .missing(reason: reason) }
        let able = scanned.able(of: category.weaknesses)
        guard !open.isEmpty || !able.isEmpty else { return .missing(reason: nil) }
        guard !open.isEmpty || able.contains(where: \.scan.statesScope) else {
            return .missing(reason: noScope(scanned))
        }
        let rules = Set(able.flatMap(\.scan.rules).filter { !category.weaknesses.isDisjoint(with: $0.cwe) }.map(\.id))
        let looked = category.weaknesses.intersection(able.flatMap(\.scan.rules).flatMap(\.cwe))
        let note =
            "\(plural(rules.count, "rule")) looked for \(looked.count) of its \(category.weaknesses.count) weaknesses "
            + "(\(OWASPTopTen.edition))"
        let measurement = addressed(category, open, scanned, note, criterion, provenance: able.map(\.provenance))
        return claimed(measurement, by: able, criterion)
    }

    /// Measured by a scan of the packages for known vulnerabilities.
    private static func components(
        _ category: OWASPTopTen.Category,
        _ level: Finding.Level,
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        guard let scanned = evidence.scans[.vulnerabilities] else {
            return .missing(reason: "no scan for known vulnerabilities")
        }
        let all = scanned.open { $0.level.reaches(level) }
        let disclosed = NewlyDisclosed(evidence, criterion)
        let open = CountedFindings(disclosed.leavingOut(all), .vulnerabilities, evidence, criterion)
        if let reason = open.unknown { return .missing(reason: reason) }
        let age = DatabaseAge(scanned, evidence, criterion)
        if open.isEmpty {
            if let outdated = age.outdated { return .missing(reason: outdated) }
            guard scanned.examined > 0 else { return .missing(reason: noScope(scanned)) }
        }
        let note = "vulnerabilities of packages, by \(ScanEvidence.names(of: scanned.sources.map(\.scan)))"
        var measurement = addressed(category, open, scanned, note, criterion, provenance: scanned.provenance)
        measurement.notes += disclosed.notes(on: all) + age.notes
        return claimed(measurement, by: scanned.sources, criterion)
    }

    private static func addressed(
        _ category: OWASPTopTen.Category,
        _ open: CountedFindings,
        _ scanned: ScanEvidence,
        _ note: String,
        _ criterion: Criterion,
        provenance: [Provenance]
    ) -> Measurement {
        Measurement(
            metric: criterion.metric,
            value: open.isEmpty ? 1 : 0,
            dimension: .boolean,
            labels: ["category": category.code],
            samples: max(scanned.examined, open.count),
            provenance: unique(provenance.isEmpty ? scanned.provenance : provenance),
            notes: [category.name, note]
        ).listing(open)
    }
}
