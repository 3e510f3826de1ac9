import Criteria

extension Measures {
    /// A parameter that holds globs, one a line: each file of theirs must have been scanned.
    static let coversParameter = "covers"

    private static let productionRule = "data-privacy/production"
    private static let keyRule = "data-privacy/key"

    /// Whatever tells of production in test data: values that its fingerprints know, and data of people.
    static let productionData = statedOr { evidence, criterion, _ in
        privacy(evidence, criterion, where: { _ in true }) { scanned in
            let compares = scanned.sources.contains { source in
                source.scan.rules.contains { $0.id == productionRule }
            }
            return compares
                ? "compared with fingerprints of production"
                : "no fingerprints of production were compared: what shows no person is not known for what it is"
        }
    }

    /// Data of people outside the ranges that are nobody's.
    static let personalData = statedOr { evidence, criterion, _ in
        privacy(evidence, criterion, where: { $0.rule != keyRule && $0.rule != productionRule }) { _ in nil }
    }

    private static func privacy(
        _ evidence: Evidence,
        _ criterion: Criterion,
        where matches: (Finding) -> Bool,
        note: (ScanEvidence) -> String?
    ) -> CriterionDefinition.Found {
        guard let scanned = evidence.scans[.privacy] else { return .missing(reason: nil) }
        let found = CountedFindings(scanned.open(where: matches), .privacy, evidence, criterion)
        if let reason = found.unknown { return .missing(reason: reason) }
        guard scanned.examined > 0 || !found.isEmpty else { return .missing(reason: noScope(scanned)) }
        var measurement = count(found, scanned, criterion)
        measurement.notes += [note(scanned)].compactMap(\.self)
        if found.isEmpty, let reason = unscanned(scanned, evidence, criterion) { return .missing(reason: reason) }
        return claimed(measurement, by: scanned.sources, criterion)
    }

    /// Files of the test data that no scan has looked at; nil where there is none.
    private static func unscanned(_ scanned: ScanEvidence, _ evidence: Evidence, _ criterion: Criterion) -> String? {
        guard let text = criterion.parameters[coversParameter] else { return nil }
        let globs = text.split(separator: "\n").map(String.init)
        let files = evidence.surroundings.projectFiles
        guard !files.isEmpty else { return nil }
        var matcher = GlobMatcher(globs.map { Glob($0) })
        let wanted = files.filter { matcher.matches($0) }
        guard !wanted.isEmpty else { return "no file matches \(globs.joined(separator: ", ")), which is to be scanned" }
        let seen = Set(scanned.sources.flatMap(\.scan.files))
        let left = wanted.filter { !seen.contains($0) }
        guard let first = left.first else { return nil }
        return "\(plural(left.count, "file")) of the test data of \(wanted.count) not scanned, such as \(first): "
            + "let `assay data scan` look at all of them"
    }

    /// Whether what was masked holds nothing of the original; where nothing was masked, whether there was need.
    static let masking: Measure = { evidence, criterion, labels in
        let stated = CriterionDefinition.stated(evidence, criterion, labels)
        if case .measured = stated { return stated }
        let masked = evidence.measurements(of: PrivacyMetrics.masked, labels: [:])
        guard masked.isEmpty else { return masking(masked, evidence, criterion) }
        switch personalData(evidence, criterion, labels) {
        case .measured(let all) where all.allSatisfy { $0.value == 0 }:
            let files = all.reduce(0) { $0 + $1.samples }
            return .notApplicable(
                reason: "nothing had to be masked: \(plural(files, "file")) scanned hold nobody's data"
            )
        case .measured(let all):
            return .refuted(all.map { of($0, criterion, "data of people, and nothing was masked") })
        case .missing(let reason): return .missing(reason: reason.map { "nothing was masked, and \($0)" })
        case let other: return other
        }
    }

    private static func masking(
        _ masked: [Measurement],
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let left = evidence.measurements(of: PrivacyMetrics.unmasked, labels: [:])
        let looked = Set(left.flatMap(\.provenance).map(\.file))
        if let blind = masked.flatMap(\.provenance).first(where: { !looked.contains($0.file) }) {
            return .missing(reason: "\(blind.file) says that nobody looked for originals (--unchecked)")
        }
        let still = left.filter { $0.value > 0 }
        let values = masked.reduce(0) { $0 + $1.value }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: still.isEmpty ? 1 : 0,
                dimension: .boolean,
                samples: max(1, masked.reduce(0) { $0 + $1.samples }),
                provenance: unique((masked + left).flatMap(\.provenance)),
                offenders: still.prefix(offenderLimit).map { measurement in
                    Offender(
                        name: measurement.labels["file"] ?? measurement.provenance.first?.file ?? "masked data",
                        detail: "\(CounterReadings.whole(measurement.value)) originals are still there"
                    )
                },
                notes: ["\(CounterReadings.whole(values)) values masked"]
            )
        ])
    }

    /// A count of findings as a truth about masking.
    private static func of(_ found: Measurement, _ criterion: Criterion, _ note: String) -> Measurement {
        var measurement = found
        measurement.metric = criterion.metric
        measurement.value = 0
        measurement.dimension = .boolean
        measurement.notes.append(note)
        return measurement
    }
}
