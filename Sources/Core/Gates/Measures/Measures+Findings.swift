import Criteria

extension Measures {
    /// Weaknesses that let input become code or queries.
    static let injectionWeaknesses: Set<Int> = [74, 77, 78, 79, 88, 89, 90, 91, 94, 95, 643, 917, 943]
    /// Weaknesses of authentication and of session handling.
    static let authenticationWeaknesses: Set<Int> = [
        259, 287, 288, 290, 294, 295, 297, 300, 302, 304, 306, 307, 346, 384, 521, 613, 620, 640, 798, 1390,
    ]

    static let lintPassRate = statedOr { evidence, criterion, _ in
        let threshold = criterion.parameters["severity_threshold"].flatMap(Finding.Level.init(rawValue:)) ?? .error
        let reports = evidence.reports.filter { $0.findings != nil && ScanCategory.of($0).contains(.lint) }
        guard !reports.isEmpty else { return .missing(reason: nil) }
        let examined = reports.compactMap { $0.findings?.scans.compactMap(\.filesExamined).reduce(0, +) }.reduce(0, +)
        let found = reports.flatMap { $0.findings?.findings ?? [] }.filter { $0.counts(from: threshold) }
        guard examined > 0 else {
            let files = reports.map(\.path).joined(separator: ", ")
            return .missing(
                reason: "\(files) holds \(plural(found.count, "finding")) but not how many files were examined"
            )
        }
        let bad = Set(found.map { $0.file ?? "" }).count
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(max(0, examined - bad)) / Double(examined),
                dimension: .ratio,
                samples: examined,
                provenance: reports.map(\.provenance),
                offenders: offenders(found)
            )
        ])
    }

    static let vulnerabilities = statedOr { evidence, criterion, _ in
        let severity = Finding.Severity(rawValue: String(criterion.metric.name.split(separator: ".").last ?? ""))
        return count(.vulnerabilities, evidence, criterion) { finding in
            finding.severity == severity || (severity == .high && finding.severity == .unknown)
        }
    }

    static let secrets = statedOr { evidence, criterion, _ in
        count(.secrets, evidence, criterion) { _ in true }
    }

    static let injections = statedOr { evidence, criterion, _ in
        weaknesses(injectionWeaknesses, evidence, criterion)
    }

    static let authenticationIssues = statedOr { evidence, criterion, _ in
        weaknesses(authenticationWeaknesses, evidence, criterion)
    }

    /// Holds when a step of this run scanned for known vulnerabilities: a file put there by hand does not.
    static let automatedScan = statedOr { evidence, criterion, _ in
        let reports = evidence.reports.filter { ScanCategory.of($0).contains(.vulnerabilities) }
        guard !reports.isEmpty else { return .missing(reason: nil) }
        let automatic = reports.filter { $0.step != nil }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: automatic.isEmpty ? 0 : 1,
                dimension: .boolean,
                samples: reports.count,
                provenance: reports.map(\.provenance)
            )
        ])
    }

    private static func weaknesses(
        _ weaknesses: Set<Int>,
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let rules = evidence.reports.flatMap { $0.findings?.scans ?? [] }.flatMap(\.rules)
            .filter { !weaknesses.isDisjoint(with: $0.cwe) }
        guard !rules.isEmpty else { return .missing(reason: nil) }
        return count(.sast, evidence, criterion) { !weaknesses.isDisjoint(with: $0.cwe) }
    }

    /// Unsuppressed findings of one category, each problem once; a scan that states no scope proves nothing by zero.
    private static func count(
        _ category: ScanCategory,
        _ evidence: Evidence,
        _ criterion: Criterion,
        where matches: (Finding) -> Bool
    ) -> CriterionDefinition.Found {
        let reports = evidence.reports.filter { ScanCategory.of($0).contains(category) && $0.findings != nil }
        guard !reports.isEmpty else { return .missing(reason: nil) }
        var seen: Set<[String]> = []
        let found = reports.flatMap { $0.findings?.findings ?? [] }
            .filter { !$0.suppressed && matches($0) }
            .filter { seen.insert([$0.rule, $0.file ?? "", $0.line.map(String.init) ?? ""]).inserted }
        let examined = reports.flatMap { $0.findings?.scans ?? [] }.compactMap(\.filesExamined).reduce(0, +)
        guard examined > 0 || !found.isEmpty else {
            let files = reports.map(\.path).joined(separator: ", ")
            return .missing(reason: "\(files) does not say what was scanned, so its zero findings prove nothing")
        }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(found.count),
                dimension: .count,
                samples: max(examined, found.count),
                provenance: reports.map(\.provenance),
                offenders: offenders(found)
            )
        ])
    }

    private static func offenders(_ findings: [Finding]) -> [Offender] {
        findings.prefix(offenderLimit)
            .map { Offender(name: $0.rule, file: $0.file, line: $0.line, detail: $0.message) }
    }
}

extension Finding {
    /// Whether the finding is unsuppressed and at or above a level.
    fileprivate func counts(from threshold: Level) -> Bool {
        guard !suppressed, let own = Level.allCases.firstIndex(of: level),
            let limit = Level.allCases.firstIndex(of: threshold)
        else { return false }
        return own <= limit
    }
}
