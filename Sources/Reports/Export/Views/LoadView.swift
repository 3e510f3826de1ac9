import Core
import Criteria

/// A series of a load test as a picture: its percentiles on one scale with all other series, and its distribution.
struct LoadView {
    /// A percentile by its name, its value, and its place on the scale from 0 to 1.
    struct Mark {
        var name: String
        var value: String
        var place: Double
    }

    struct Bin {
        /// `10ms to 25ms`.
        var range: String
        var count: Int
        /// Of the fullest bin.
        var height: Double
    }

    var series: EvidenceView.Series
    var marks: [Mark]
    var bins: [Bin]

    private static let binLimit = 40

    static func all(_ reports: [Report]) -> [LoadView] {
        let readable = reports.filter { $0.status != .error }
        let longest = readable.flatMap(\.performance).flatMap { $0.latency.values }.filter(\.isFinite).max() ?? 0
        return readable.flatMap { report in
            report.performance.map { load in
                LoadView(
                    series: EvidenceView.Series(load, report),
                    marks: marks(load, longest),
                    bins: load.histogram.map(bins) ?? []
                )
            }
        }
    }

    private static func marks(_ load: LoadResult, _ longest: Double) -> [Mark] {
        guard longest > 0 else { return [] }
        return load.latency.filter(\.value.isFinite).sorted { $0.value < $1.value }.map { aggregate, value in
            Mark(
                name: aggregate.description,
                value: Display.rounded(value, .duration),
                place: min(max(value / longest, 0), 1)
            )
        }
    }

    /// Of more buckets than a picture can show the neighbours are taken together.
    private static func bins(_ histogram: Histogram) -> [Bin] {
        var counts: [(from: Double, to: Double, count: Int)] = []
        var (below, from) = (0, 0.0)
        for (bound, cumulative) in zip(histogram.bounds, histogram.cumulative) {
            counts.append((from, bound, cumulative - below))
            (below, from) = (cumulative, bound)
        }
        while let first = counts.first, first.count == 0 { counts.removeFirst() }
        while let last = counts.last, last.count == 0 { counts.removeLast() }
        let width = max(1, (counts.count + binLimit - 1) / binLimit)
        let merged = stride(from: 0, to: counts.count, by: width).map { start in
            let part = counts[start..<min(start + width, counts.count)]
            return (from: part.first?.from ?? 0, to: part.last?.to ?? 0, count: part.reduce(0) { $0 + $1.count })
        }
        let fullest = merged.map(\.count).max() ?? 0
        guard fullest > 0 else { return [] }
        return merged.map { bin in
            Bin(
                range: "\(Display.rounded(bin.from, .duration)) to \(Display.rounded(bin.to, .duration))",
                count: bin.count,
                height: Double(bin.count) / Double(fullest)
            )
        }
    }
}
