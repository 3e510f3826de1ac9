import Criteria

extension Measures {
    /// Share of the examined files without a finding at or above the threshold.
    static let lintPassRate = statedOr { evidence, criterion, _ in
        let threshold = criterion.parameters["severity_threshold"].flatMap(Finding.Level.init(rawValue:)) ?? .error
        guard let lint = evidence.scans[.lint] else { return .missing(reason: nil) }
        let counted = CountedFindings(lint.open { $0.level.reaches(threshold) }, .lint, evidence, criterion)
        if let reason = counted.unknown { return .missing(reason: reason) }
        let bad = counted.findings
        let files = ExaminedFiles(lint)
        // Files that could not be examined are no part of the rate, and named; any other gap is one in all of it.
        let unread = ScanEvidence.gaps(of: lint.sources) { !$0.files.isEmpty }
        guard files.count > 0 else {
            if !bad.isEmpty, !holds(1.0.nextDown, .ratio, criterion) {
                return .refuted([open(counted, lint, criterion)])
            }
            return .missing(
                reason: unread.first
                    ?? "\(lint.files) holds \(plural(bad.count, "finding")) at or above \(threshold.rawValue), "
                    + "but not how many files were examined, so there is no rate: say it beside the report, such as "
                    + "`examined: [\"src/**\"]`"
            )
        }
        let failing = files.count(holding: bad)
        let measurement = Measurement(
            metric: criterion.metric,
            value: Double(files.count - failing) / Double(files.count),
            dimension: .ratio,
            samples: files.count,
            provenance: lint.provenance,
            notes: files.notes + lint.declarations + levelNotes(lint, threshold) + unread.prefix(3)
        ).listing(counted)
        guard holds(measurement.value, .ratio, criterion) else { return .measured([measurement]) }
        let gaps = ScanEvidence.gaps(of: lint.sources) { $0.files.isEmpty }
        return gaps.first.map { .missing(reason: $0) } ?? .measured([measurement])
    }

    /// Findings without a total: a bound that any finding breaks needs none.
    private static func open(_ bad: CountedFindings, _ lint: ScanEvidence, _ criterion: Criterion) -> Measurement {
        Measurement(
            metric: criterion.metric,
            value: Double(bad.count),
            dimension: .count,
            samples: bad.count,
            provenance: lint.provenance,
            notes: [
                "\(plural(bad.count, "open finding")); how many files were examined is not said, and matters no more"
            ]
        ).listing(bad)
    }

    /// What the tools' own words for levels were taken for, and how many findings lie below the threshold.
    private static func levelNotes(_ lint: ScanEvidence, _ threshold: Finding.Level) -> [String] {
        let levels = Finding.Level.allCases.compactMap { level in
            let count = lint.findings.count { $0.finding.level == level && !$0.finding.suppressed }
            return count == 0 ? nil : "\(count) \(level.rawValue)"
        }
        let tools = ScanEvidence.names(of: lint.sources.map(\.scan))
        let counts = levels.isEmpty ? "no finding" : levels.joined(separator: ", ")
        return ["levels as \(tools) states them: \(counts); counted from \(threshold.rawValue)"]
    }
}

/// The files that one or several linters examined, each once where their names are known.
private struct ExaminedFiles {
    private(set) var count: Int
    private(set) var notes: [String] = []
    private let names: Set<String>

    init(_ lint: ScanEvidence) {
        let scans = lint.sources.map(\.scan)
        names = Set(scans.flatMap(\.files))
        let nameless = scans.filter(\.files.isEmpty).compactMap(\.filesExamined)
        // Without names the same files may be meant: the larger number is the least that was examined.
        count = max(names.count, nameless.max() ?? 0)
        if nameless.count > (names.isEmpty ? 1 : 0) {
            notes.append("not all linters name the files they examined: the largest number is taken for all")
        }
        let silent = scans.filter { $0.filesExamined == nil }
        if !silent.isEmpty, count > 0 {
            notes.append("\(ScanEvidence.names(of: silent)) does not say how many files it examined")
        }
    }

    /// How many examined files hold one of the findings; one without a file counts as a file of its own.
    func count(holding findings: [MergedFinding]) -> Int {
        min(count, Set(findings.map { $0.finding.file ?? "" }).count)
    }
}

extension ScanEvidence {
    /// The tools with their versions, each once.
    static func names(of scans: [Scan]) -> String {
        var names: [String] = []
        for scan in scans {
            let name = scan.version.map { "\(scan.tool) \($0)" } ?? scan.tool
            if !names.contains(name) { names.append(name) }
        }
        return names.joined(separator: ", ")
    }
}
