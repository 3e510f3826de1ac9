import Criteria

/// The figures that a run's record has of its selection, so that they can be followed over time.
package enum SelectionFigures {
    package static let prefix = "selection."
    /// The share of tests that was, or would have been, left out.
    package static let omitted = "selection.omitted"
    package static let risk = "selection.risk"

    package static func failures(_ kind: Kind) -> String { "selection.failures.\(kind.rawValue)" }

    package static func misses(_ kind: Kind) -> String { "selection.misses.\(kind.rawValue)" }

    /// Of a run in which everything ran; what a selected run left out may have failed, and nobody knows.
    static func figures(of record: SelectionRecord?) -> [HistoricFigure] {
        guard let record, record.isShadow else { return [] }
        var figures = [HistoricFigure(omitted, value: record.omittedShare, dimension: .ratio)]
        if let score = record.risk { figures.append(HistoricFigure(risk, value: Double(score), dimension: .count)) }
        for tally in record.tallies {
            figures.append(HistoricFigure(failures(tally.kind), value: Double(tally.failures), dimension: .count))
            figures.append(HistoricFigure(misses(tally.kind), value: Double(tally.misses.count), dimension: .count))
        }
        return figures
    }
}
