import Criteria

/// The figures over time that every report of a run can show.
package enum RunTrends {
    /// The guide's, by the names of the figures.
    package static let names = ["coverage", "execution_time", "pass_rate", "failure_rate", "flaky_rate"]
    /// A report shows so many runs at most.
    private static let length = 60

    /// Of a run and the ones before it, newest first; a figure that fewer than two of them have is no trend.
    package static func of(_ record: HistoricRecord, _ earlier: [HistoricRecord]) -> [Trend] {
        let sound = earlier.filter { $0.run.isSound }
        let runs = ((record.run.isPartial ? [] : [record]) + sound).prefix(length).map { RunFigures($0) }
        guard let newest = runs.first else { return [] }
        return names.compactMap { name in
            let points = runs.reversed().compactMap { run -> (RunFigures.Figure, Trend.Point)? in
                guard let figure = run.values[name] else { return nil }
                if figure.dimension == .duration, run.machine != newest.machine { return nil }
                return (figure, Trend.Point(time: run.started, value: figure.value, run: run.run.id))
            }
            guard points.count >= 2, let dimension = points.last?.0.dimension else { return nil }
            return Trend(name: name, dimension: dimension, points: points.map(\.1))
        }
    }
}
