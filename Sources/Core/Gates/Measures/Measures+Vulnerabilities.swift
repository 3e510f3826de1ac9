import Criteria

extension Measures {
    /// A database older than this is worth a remark.
    private static let freshDatabase = 86_400.0
    /// A database older than this shows nothing, where `max_db_age` does not say otherwise.
    private static let defaultDatabaseAge = 7 * 86_400.0

    /// Open vulnerabilities of one severity; what nobody has rated counts as high until somebody does.
    static let vulnerabilities = statedOr { evidence, criterion, _ in
        let severity = Finding.Severity(rawValue: String(criterion.metric.name.split(separator: ".").last ?? ""))
        guard let scanned = evidence.scans[.vulnerabilities] else { return .missing(reason: nil) }
        let open = openVulnerabilities(scanned, severity)
        let disclosed = NewlyDisclosed(evidence, criterion)
        let found = CountedFindings(disclosed.leavingOut(open), .vulnerabilities, evidence, criterion)
        if let reason = found.unknown { return .missing(reason: reason) }
        let age = DatabaseAge(scanned, evidence, criterion)
        var measurement = count(found, scanned, criterion)
        measurement.notes += disclosed.notes(on: open) + age.notes
        let unrated = found.findings.count { $0.finding.severity == .unknown }
        if unrated > 0 {
            measurement.notes.append("\(plural(unrated, "finding")) of unknown severity counted as high until rated")
        }
        // Too many are too many, however old the database is or little the scanner says.
        if !holds(measurement.value, .count, criterion) { return claimed(measurement, by: scanned.sources, criterion) }
        if let reason = age.outdated { return .missing(reason: reason) }
        guard scanned.examined > 0 || !scanned.findings.isEmpty else { return .missing(reason: noScope(scanned)) }
        return claimed(measurement, by: scanned.sources, criterion)
    }

    /// Those of one severity; what is of unknown severity counts as high.
    private static func openVulnerabilities(_ scanned: ScanEvidence, _ severity: Finding.Severity?) -> [MergedFinding] {
        scanned.open { $0.severity == severity || (severity == .high && $0.severity == .unknown) }
    }

    /// What a run says of vulnerabilities that only warn, as they were disclosed since the baseline; nil where there is none.
    static func disclosureWarning(_ evidence: Evidence, _ gates: [Gate]) -> Problem? {
        guard let scanned = evidence.scans[.vulnerabilities] else { return nil }
        let criteria = gates.filter { $0.id == .security }.flatMap(\.criteria).filter {
            $0.path.hasPrefix("vulnerability_scan.") && $0.qualifiers.notApplicable == nil
        }
        guard let first = criteria.first else { return nil }
        let open = criteria.flatMap { criterion in
            openVulnerabilities(
                scanned,
                criterion.path.split(separator: ".").last.flatMap { Finding.Severity(rawValue: String($0)) }
            )
        }
        return NewlyDisclosed(evidence, first).warning(of: open)
    }

    /// Holds when a step of this run scanned for known vulnerabilities: a file put there by hand does not.
    static let automatedScan: Measure = { evidence, criterion, labels in
        let stated = evidence.measurements(of: criterion.metric, labels: labels)
        // A report that says no is believed; one that says yes is no scan.
        let denied = stated.filter { $0.value == 0 }
        if !denied.isEmpty { return .refuted(denied) }
        guard let scanned = evidence.scans[.vulnerabilities] else {
            let file = stated.first?.provenance.first?.file
            return .missing(reason: file.map { "\($0) says so, and no scan shows it" })
        }
        guard scanned.examined > 0 || !scanned.findings.isEmpty else { return .missing(reason: noScope(scanned)) }
        let steps = Set(scanned.provenance.compactMap(\.step)).sorted()
        let tools = ScanEvidence.names(of: scanned.sources.map(\.scan))
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: steps.isEmpty ? 0 : 1,
                dimension: .boolean,
                samples: max(1, scanned.sources.count),
                provenance: scanned.provenance,
                notes: [
                    steps.isEmpty
                        ? "no step of this run wrote \(scanned.files): a file put there by hand is no automated check"
                        : "\(tools), run by \(steps.joined(separator: ", "))"
                ]
            )
        ])
    }

    static func noScope(_ scanned: ScanEvidence) -> String {
        "\(scanned.files) does not say what was scanned, so its zero findings prove nothing: say it beside the report, such "
            + "as `examined: [\"src/**\"]`"
    }

    static func count(_ found: CountedFindings, _ scanned: ScanEvidence, _ criterion: Criterion) -> Measurement {
        Measurement(
            metric: criterion.metric,
            value: Double(found.count),
            dimension: .count,
            samples: max(scanned.examined, found.count),
            provenance: scanned.provenance,
            notes: scanned.declarations
        ).listing(found)
    }

    /// How old the databases are that scanners looked vulnerabilities up in.
    struct DatabaseAge {
        private(set) var notes: [String] = []
        /// Why no scan counts; nil where one is recent enough, or does not say.
        private(set) var outdated: String?

        init(_ scanned: ScanEvidence, _ evidence: Evidence, _ criterion: Criterion) {
            let limit = criterion.parameters["max_db_age"].flatMap(Double.init) ?? Measures.defaultDatabaseAge
            let now = evidence.surroundings.now
            let ages = scanned.sources.map { source in
                (source.scan.tool, source.scan.databaseBuilt.map { Self.age(builtAt: $0, now: now) })
            }
            for (tool, age) in ages {
                guard let age, age > Measures.freshDatabase, age.isFinite else { continue }
                notes.append("the database of \(tool) is \(Self.words(age)) old: newer vulnerabilities are not in it")
            }
            let known = ages.compactMap { $0.1 }
            guard !ages.isEmpty, known.count == ages.count, let least = known.min(), least > limit else { return }
            guard least.isFinite else {
                outdated =
                    "the vulnerability database is dated in the future, so that nobody knows how old it is: "
                    + "check the clocks of this machine and of the one that ran the scan"
                return
            }
            outdated =
                "the vulnerability database is \(Self.words(least)) old, older than \(Self.words(limit)): "
                + "let the scanner update it (`max_db_age` sets the limit)"
        }

        /// In seconds.
        ///
        /// A date further ahead than clocks and time zones are apart is no date: such a database is as old as can be.
        private static func age(builtAt built: Double, now: Double) -> Double {
            now - built < -86_400 ? .infinity : max(0, now - built)
        }

        private static func words(_ seconds: Double) -> String {
            let hours = Int(min(seconds / 3_600, 1e9))
            return hours < 48 ? Measures.plural(hours, "hour") : Measures.plural(hours / 24, "day")
        }
    }
}
