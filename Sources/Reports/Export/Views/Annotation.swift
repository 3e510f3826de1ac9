import Core

/// Something to be shown at a place in the code: a failed test, a culprit of a gate, a finding.
///
/// Every form that points at lines (SARIF, code quality, annotations of CI systems) is made of these.
struct Annotation: Hashable {
    enum Level: Int, Hashable {
        case error
        case warning
        case notice
    }

    enum Origin: Int, Hashable {
        case test
        case gate
        case finding
    }

    var level: Level
    var origin: Origin
    /// What it breaks: `coverage_gate.new_code`, the rule of a tool, `failed test`.
    var rule: String
    var message: String
    /// Relative to the project's root; nil where nobody knows a place.
    var file: String?
    var line: Int?
    /// The tool that found it; Assay itself for tests and gates.
    var tool: String

    static let ownTool = "Assay"

    /// All of a run, the worst first; what has no place comes last among its like.
    static func all(of summary: RunSummary) -> [Annotation] {
        let readable = summary.reports.filter { $0.status != .error }
        let all = tests(readable) + gates(summary.verdict?.gates ?? []) + findings(readable)
        var seen: Set<Annotation> = []
        return all.filter { seen.insert($0).inserted }.enumerated()
            .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }

    private static func rank(_ annotation: Annotation) -> Int {
        annotation.level.rawValue * 10 + annotation.origin.rawValue * 2 + (annotation.file == nil ? 1 : 0)
    }

    private static func tests(_ reports: [Report]) -> [Annotation] {
        MergedTests(reports: reports).entries { test, _ in test.status == .failed || test.status == .error }.map {
            entry in
            let (test, place) = (entry.test, entry.test.place)
            let message = test.message.map { ": \(CleanText.block($0, limit: 1_000))" } ?? ""
            return Annotation(
                level: .error,
                origin: .test,
                rule: test.status == .error ? "broken test" : "failed test",
                message: CleanText.line(test.title) + message,
                file: place.map { CleanText.line($0.file) },
                line: place?.line,
                tool: ownTool
            )
        }
    }

    private static func gates(_ gates: [GateVerdict]) -> [Annotation] {
        gates.flatMap { gate in
            gate.criteria.filter { $0.verdict.blocks }.flatMap { verdict in
                verdict.cells.filter { $0.judgement.verdict == verdict.verdict }
                    .flatMap { cell in cell.judgement.measurements.flatMap(\.offenders) }
                    .map { annotation(OffenderView($0), $0, verdict, gate) }
            }
        }
    }

    private static func annotation(
        _ view: OffenderView,
        _ offender: Offender,
        _ verdict: CriterionVerdict,
        _ gate: GateVerdict
    ) -> Annotation {
        let what = [view.name, view.detail ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        let asked = "`\(CleanText.line(verdict.criterion.written))` is asked for"
        return Annotation(
            level: gate.blocking ? .error : .warning,
            origin: .gate,
            rule: "\(gate.gate.rawValue).\(CleanText.line(verdict.criterion.path))",
            message: what.isEmpty ? asked : "\(what) (\(asked))",
            file: offender.file.map { CleanText.line($0) },
            line: offender.line,
            tool: ownTool
        )
    }

    private static func findings(_ reports: [Report]) -> [Annotation] {
        MergedFinding.all(in: reports).filter { !$0.finding.suppressed }.map { merged in
            let finding = merged.finding
            return Annotation(
                level: level(finding),
                origin: .finding,
                rule: CleanText.line(finding.rule, limit: 200),
                message: CleanText.line(finding.message.isEmpty ? finding.rule : finding.message),
                file: finding.file.map { CleanText.line($0) },
                line: finding.line,
                tool: CleanText.line(finding.tool, limit: 100)
            )
        }
    }

    private static func level(_ finding: Finding) -> Level {
        switch (finding.severity, finding.level) {
        case (.critical, _), (.high, _), (_, .error): .error
        case (.medium, _), (_, .warning): .warning
        default: .notice
        }
    }
}
