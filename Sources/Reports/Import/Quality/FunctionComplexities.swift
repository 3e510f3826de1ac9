import Core
import Criteria
import Scanning

/// The complexities of functions: the largest counts, and the ten worst are named.
struct FunctionComplexities {
    private(set) var count = 0
    private var worst: [(complexity: Int, offender: Offender)] = []

    /// No function is more complex than this; what a report states above it is damaged.
    static let limit = 1 << 40

    mutating func add(_ complexity: Int, name: String, file: String, line: Int?) {
        count += 1
        if worst.count == 10, let least = worst.last, least.complexity >= complexity { return }
        let offender = Offender(
            name: Text.clean(name, limit: 256),
            file: CoverageNumbers.path(file),
            line: line,
            detail: "complexity \(complexity)"
        )
        let place = worst.firstIndex { $0.complexity < complexity } ?? worst.count
        worst.insert((complexity, offender), at: place)
        if worst.count > 10 { worst.removeLast() }
    }

    /// Fills in the metric, or says that there is no function.
    func report(_ metric: MetricID, into report: inout Report) {
        guard let largest = worst.first?.complexity else {
            report.warn("no function")
            return
        }
        let measurement = Measurement(
            metric: metric,
            value: Double(largest),
            dimension: .count,
            samples: count,
            provenance: [report.provenance],
            offenders: worst.map(\.offender)
        )
        report.measurements.append(measurement)
    }
}
