import Core
import Criteria

extension InspectText {
    /// The slowest test cases of a report that was read with all of them, the slowest first.
    static func slowest(_ report: Report, limit: Int = 10) -> [String] {
        var slowest: [TestCase] = []
        for test in report.tests?.cases ?? [] {
            guard let seconds = test.seconds, seconds > 0 else { continue }
            if slowest.count == limit, let last = slowest.last?.seconds, seconds <= last { continue }
            let place = slowest.firstIndex { ($0.seconds ?? 0) < seconds } ?? slowest.count
            slowest.insert(test, at: place)
            if slowest.count > limit { slowest.removeLast() }
        }
        return slowest.map { test in
            "  slow: \(Quantity(measured: test.seconds ?? 0, .duration).rounded(decimals: 3)) \(test.title)"
        }
    }
}
