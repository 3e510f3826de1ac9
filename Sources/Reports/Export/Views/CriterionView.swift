import Core
import Criteria

/// A criterion as every report tells it: clean text, the worst cell first in line for the summary.
struct CriterionView {
    struct Cell {
        var labels: String
        var verdict: Verdict
        /// One for each measurement, the worst first; empty where nothing was measured.
        var values: [Value]
        var reason: String?
        /// What people have signed: `attested by Ada Example (lead), key ada, until 2026-12-31`, with what they say.
        var statements: [String]

        /// Worth a line of its own: not simply measured and good.
        var isOpen: Bool { verdict != .pass && verdict != .notApplicable || !statements.isEmpty }
    }

    struct Value {
        var rounded: String
        var exact: String
        var samples: Int
        var labels: String
        var sources: [String]
        var offenders: [OffenderView]
        /// Offenders besides those.
        var unlisted: Int
        var notes: [String]
        /// What it was compared with: value, origin and runs.
        var baselines: [String]
    }

    var path: String
    var written: String
    var metric: String
    var place: String?
    var verdict: Verdict
    var cells: [Cell]
    /// The cells as a table, where they have several labels.
    var grid: GridView?
    var remedy: String?
    /// What a reader has to know besides, such as a waiver that covers nothing.
    var remarks: [String]

    init(_ verdict: CriterionVerdict, gate: GateID) {
        let criterion = verdict.criterion
        path = CleanText.line(criterion.path)
        written = CleanText.line(criterion.written)
        metric = CleanText.line(criterion.metric.name)
        place = Display.place(criterion.location?.file, criterion.location?.line)
        self.verdict = verdict.verdict
        grid = GridView(verdict, gate: gate)
        remedy = verdict.remedy.map { CleanText.line($0) }
        remarks = verdict.remarks.map { CleanText.line($0) }
        let direction = Catalogue.definition(of: gate, path: criterion.path)?.direction
        cells = verdict.cells.map { cell in
            let measured = cell.judgement.measurements.sorted {
                direction == .atLeast ? $0.value < $1.value : $0.value > $1.value
            }
            return Cell(
                labels: Self.labels(cell),
                verdict: cell.judgement.verdict,
                values: measured.map(Value.init),
                reason: cell.judgement.reason.map { CleanText.line($0) },
                statements: cell.judgement.statements.map(Self.words)
            )
        }
    }

    /// `component=api, owner: @team`, empty for a cell of no label.
    private static func labels(_ cell: CellVerdict) -> String {
        let owner = cell.owner.map { "owner: \(CleanText.line($0, limit: 200))" }
        return [CleanText.line(cell.labels.text), owner ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The first of the worst cells.
    var worst: Cell? { cells.first { $0.verdict == verdict } }

    /// What was found, in a few words: `78.43%`, `78.43%, 412 samples: too few`, `nothing measured it`.
    var finding: String {
        guard let worst else { return "no cell to judge" }
        let signed = worst.statements.first
        var text = worst.values.first?.rounded ?? signed ?? worst.reason ?? "nothing measured"
        if !worst.values.isEmpty, let signed { text += ", and \(signed)" }
        if !worst.values.isEmpty, let reason = worst.reason { text += ": \(reason)" }
        let labels = worst.values.first?.labels ?? ""
        if !(labels + worst.labels).isEmpty { text += " (\(worst.labels.isEmpty ? labels : worst.labels))" }
        let others = cells.filter { $0.verdict == verdict }.count - 1
        if others > 0, cells.count > 1 { text += ", and \(Display.count(others, "cell")) more" }
        return text
    }

    /// Whether there is more to say of it than that it holds.
    var isOpen: Bool { cells.contains(where: \.isOpen) || cells.isEmpty || !remarks.isEmpty }

    private static func words(_ statement: AttestedStatement) -> String {
        let evidence = statement.evidence.isEmpty ? "" : ", evidence \(statement.evidence.joined(separator: " "))"
        return CleanText.line("attested by \(statement.byWhom): \(statement.text) (\(statement.file)\(evidence))")
    }

    /// Offenders of the cells that do not pass, the worst cells first; one that several cells name is told once.
    var offenders: [OffenderView] {
        var seen: Set<OffenderView> = []
        return cells.filter { $0.verdict == verdict }.flatMap(\.values).flatMap(\.offenders)
            .filter { seen.insert($0).inserted }
    }
}

extension CriterionView.Value {
    init(_ measurement: Measurement) {
        rounded = Display.rounded(measurement.value, measurement.dimension)
        exact = Display.exact(measurement.value, measurement.dimension)
        samples = measurement.samples
        labels = CleanText.line(measurement.labels.text)
        sources = measurement.provenance.map { source in
            let tool = source.tool.map { ", \(CleanText.line($0, limit: 80))" } ?? ""
            let step = source.step.map { ", step \(CleanText.line($0, limit: 120))" } ?? ""
            let run = source.carried.map { ", carried over from run \(CleanText.line($0, limit: 80))" } ?? ""
            return "\(CleanText.line(source.file)) (\(CleanText.line(source.format, limit: 40))\(tool)\(step)\(run))"
        }
        offenders = measurement.offenders.map(OffenderView.init)
        unlisted = measurement.unlistedOffenders
        notes = measurement.notes.map { CleanText.line($0) }
        baselines = measurement.baselines.flatMap(BaselineWords.lines)
    }
}

/// A culprit as reports list it: `src/a.py:12 — parse: complexity 14`.
struct OffenderView: Hashable {
    var name: String
    var place: String?
    var detail: String?

    init(_ offender: Offender) {
        name = CleanText.line(offender.name)
        place = Display.place(offender.file, offender.line)
        let owner = offender.owner.map { "owner: \(CleanText.line($0, limit: 200))" }
        let words = [offender.detail.map { CleanText.line($0) }, owner].compactMap(\.self)
        detail = words.isEmpty ? nil : words.joined(separator: "; ")
        if place == name || offender.file.map({ CleanText.line($0) }) == name { name = "" }
    }

    var text: String {
        let what = [name.isEmpty ? nil : name, detail].compactMap(\.self).joined(separator: ": ")
        return [place, what.isEmpty ? nil : what].compactMap(\.self).joined(separator: " — ")
    }
}
