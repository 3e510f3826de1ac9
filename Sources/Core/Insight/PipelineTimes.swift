/// How long a pipeline takes when nothing but its order holds it up: what a shorter step saves of that.
package struct PipelineTimes: Sendable {
    private let stages: [Stage]
    private let seconds: [String: Double]

    /// `seconds`: of each step; one that is not known takes none.
    package init(_ pipeline: Pipeline, seconds: [String: Double]) {
        stages = pipeline.stages
        self.seconds = seconds
    }

    /// From the first start to the last end.
    package var length: Double { length(seconds) }

    /// What the whole becomes shorter by where one step does; less than that where others take as long beside it.
    package func saving(_ cut: Double, of step: String) -> Double {
        guard let own = seconds[step] else { return 0 }
        var shorter = seconds
        shorter[step] = max(0, own - cut)
        return max(0, length - length(shorter))
    }

    private func length(_ seconds: [String: Double]) -> Double {
        let places = Dictionary(stages.indices.map { (stages[$0].name, $0) }) { first, _ in first }
        var ends = [Double?](repeating: nil, count: stages.count)
        return stages.indices.map { end($0, places, seconds, &ends) }.max() ?? 0
    }

    private func end(
        _ index: Int,
        _ places: [String: Int],
        _ seconds: [String: Double],
        _ ends: inout [Double?]
    ) -> Double {
        if let known = ends[index] { return known }
        // Stands while those before it are asked, so that a circle would end.
        ends[index] = 0
        let start = before(index, places).map { end($0, places, seconds, &ends) }.max() ?? 0
        let times = stages[index].steps.map { seconds[$0] ?? 0 }
        let own = stages[index].parallel ? times.max() ?? 0 : times.reduce(0, +)
        ends[index] = start + own
        return start + own
    }

    private func before(_ index: Int, _ places: [String: Int]) -> [Int] {
        switch stages[index].dependencies {
        case .previous: index > 0 ? [index - 1] : []
        case .named(let names): names.compactMap { places[$0] }
        case .all: stages.indices.filter { $0 != index && stages[$0].dependencies != .all }
        }
    }
}
