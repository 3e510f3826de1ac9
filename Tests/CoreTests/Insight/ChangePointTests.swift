import Criteria
import TestSupport
import Testing

@testable import Core

struct ChangePointTests {
    /// Values around a level, with noise of some per cent (a sum of uniform numbers, nearly normal).
    private func noise(_ levels: [(Double, Int)], percent: Double, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return levels.flatMap { level, count in
            (0..<count).map { _ in
                let sum = (0..<12).reduce(0.0) { total, _ in total + Double(generator.below(1_000_000)) / 1_000_000 }
                return level * (1 + percent / 100 * (sum - 6))
            }
        }
    }

    @Test("A step is found where it is, up to the noise", arguments: [UInt64](1...20))
    func step(_ seed: UInt64) throws {
        let points = ChangePoints.find(in: noise([(100, 60), (130, 60)], percent: 4, seed: seed))
        // Noise may make one more, now and then.
        #expect(points.count <= 2)
        let point = try #require(points.first { (58...62).contains($0.index) })
        #expect((point.change - 0.3).magnitude < 0.05)
    }

    @Test("Two steps, up and back, are two changes")
    func twoSteps() {
        let points = ChangePoints.find(in: noise([(10, 40), (14, 30), (10, 40)], percent: 3, seed: 3))
        #expect(points.map { $0.index }.count == 2)
        #expect(points.map { $0.change > 0 } == [true, false])
    }

    @Test("Noise alone is seldom a change: twenty thousand values that differ by 5 % have a dozen at most")
    func quiet() {
        let alarms = (1...50).map { seed in
            ChangePoints.find(in: noise([(100, 400)], percent: 5, seed: UInt64(seed) &* 977)).count
        }
        #expect(alarms.reduce(0, +) <= 12)
    }

    @Test("A change below the smallest one is not told, and told where it is asked for")
    func magnitude() {
        let values = noise([(100, 60), (103, 60)], percent: 0.5, seed: 5)
        #expect(ChangePoints.find(in: values).isEmpty)
        #expect(ChangePoints.find(in: values, rules: .init(smallestChange: 0.01)).count == 1)
    }

    @Test(
        "What cannot change, or is too short, has no change",
        arguments: [[], [1], [1, 2, 3], [5, 5, 5, 5, 5, 5], [0, 0, 0, 0], [1, .nan, 3, 4, 5]] as [[Double]]
    )
    func degenerate(_ values: [Double]) { #expect(ChangePoints.find(in: values).isEmpty) }

    @Test("A step without any noise is found exactly")
    func exact() {
        let values = [Double](repeating: 1, count: 10) + [Double](repeating: 2, count: 10)
        #expect(ChangePoints.find(in: values) == [.init(index: 10, before: 1, after: 2)])
        #expect(ChangePoints.find(in: values.map { $0 - 1 }).first?.change == .infinity)
    }

    @Test("A trend tells its change in a week, and one outlier does not move it")
    func weekly() throws {
        var points = (0..<30).map { day in
            Trend.Point(time: Double(day) * 86_400, value: 0.9 - 0.001 * Double(day), run: "r\(day)")
        }
        points[12].value = 0.1
        let trend = Trend(name: "coverage.lines", dimension: .ratio, points: points)
        #expect((try #require(trend.weekly) + 0.007).magnitude < 0.0005)
        #expect(Trend(name: "x", dimension: .count, points: Array(points.prefix(3))).weekly == nil)
    }
}
