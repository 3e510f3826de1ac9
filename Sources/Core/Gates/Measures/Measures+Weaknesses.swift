import Criteria

extension Measures {
    /// Tools that test a running system from outside: without a login they see its front door only.
    private static let outsideTools: Set<String> = ["zap", "owasp zap", "burp", "burp suite", "nuclei", "wapiti"]

    static let secrets = statedOr { evidence, criterion, _ in
        guard let scanned = evidence.scans[.secrets] else { return .missing(reason: nil) }
        let found = CountedFindings(scanned.open(), .secrets, evidence, criterion)
        if let reason = found.unknown { return .missing(reason: reason) }
        guard scanned.examined > 0 || !found.isEmpty else { return .missing(reason: noScope(scanned)) }
        var measurement = count(found, scanned, criterion)
        let scopes = Set(scanned.sources.compactMap { $0.labels["scope"] }).sorted()
        measurement.notes.append(
            scopes.isEmpty
                ? "whether history was scanned or the working tree alone is not said"
                : "scanned: \(scopes.joined(separator: ", "))"
        )
        return claimed(measurement, by: scanned.sources, criterion)
    }

    static let injections = statedOr { evidence, criterion, _ in
        weaknesses(WeaknessTree.injection, evidence, criterion)
    }

    static let authenticationIssues = statedOr { evidence, criterion, _ in
        weaknesses(WeaknessTree.authentication, evidence, criterion) { able in
            able.allSatisfy { isOutside($0) && $0.labels["authenticated"] != "true" }
                ? "\(ScanEvidence.names(of: able.map(\.scan))) tests from outside, and nothing says that it was logged "
                    + "in: label its report `authenticated: true` where it was"
                : nil
        }
    }

    private static func isOutside(_ source: ScanEvidence.Source) -> Bool {
        outsideTools.contains(source.scan.tool.lowercased()) || source.scan.rules.contains { $0.tags.contains("dast") }
    }

    /// Open findings of a class of weaknesses; only scans whose rules look for the class can answer for it.
    private static func weaknesses(
        _ weaknesses: Set<Int>,
        _ evidence: Evidence,
        _ criterion: Criterion,
        doubt: ([ScanEvidence.Source]) -> String? = { _ in nil }
    ) -> CriterionDefinition.Found {
        guard let scanned = evidence.scans[.sast] else { return .missing(reason: nil) }
        let open = scanned.open { !weaknesses.isDisjoint(with: $0.cwe) }
        let found = CountedFindings(open, .sast, evidence, criterion)
        if let reason = found.unknown { return .missing(reason: reason) }
        let able = scanned.able(of: weaknesses)
        guard !able.isEmpty || !found.isEmpty else {
            return .missing(
                reason:
                    "\(scanned.files) lists no rule that looks for this class of weaknesses; where its tool runs some "
                    + "and does not say so, say it beside the report: `rules: default`, or `rules: [CWE-89, …]`"
            )
        }
        guard !found.isEmpty || able.contains(where: \.scan.statesScope) else {
            return .missing(reason: noScope(scanned))
        }
        var measurement = count(found, scanned, criterion)
        measurement.notes += unclassified(scanned.findings)
        if found.isEmpty, let reason = doubt(able) { return .inconclusive(reason: reason, [measurement]) }
        return claimed(measurement, by: able, criterion)
    }

    /// Open findings that name no weakness: which class they belong to, only a reader can tell.
    private static func unclassified(_ findings: [MergedFinding]) -> [String] {
        var count = 0
        var rules: Set<String> = []
        for index in findings.indices where findings[index].finding.cwe.isEmpty && !findings[index].finding.suppressed {
            count += 1
            rules.insert(findings[index].finding.rule)
        }
        guard count > 0 else { return [] }
        let names = rules.sorted()
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return [
            "unclassified: \(plural(count, "finding")) without a CWE (\(names.prefix(5).joined(separator: ", "))\(more))"
        ]
    }
}

extension ScanEvidence {
    /// The scans with a rule that looks for one of these weaknesses.
    func able(of weaknesses: Set<Int>) -> [Source] {
        sources.filter { $0.scan.rules.contains { !weaknesses.isDisjoint(with: $0.cwe) } }
    }
}
