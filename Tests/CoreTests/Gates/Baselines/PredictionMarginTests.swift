import Core
import Criteria
import Testing

@Suite("One slow run among the earlier ones")
struct PredictionMarginTests {
    private func worsening(_ now: Double, _ earlier: [Double], _ direction: Direction = .atMost) throws -> Worsening {
        try #require(Worsening(of: now, against: earlier, direction: direction))
    }

    @Test("does not widen the margin: three times the usual is worse all the same")
    func outlier() throws {
        for earlier in [[100, 101, 1_000, 100, 99], [100, 101, 1_000, 100], [100, 100.5, 101, 99, 10, 100]] {
            let worse = try worsening(300, earlier)
            #expect(worse.exceeds(0.05), "\(earlier)")
            #expect(worse.outliers == 1)
            let same = try worsening(100, earlier)
            #expect(!same.exceeds(0.05) && !same.hides(0.05), "\(earlier)")
        }
        #expect(try worsening(30, [100, 101, 5, 100, 99], .atLeast).exceeds(0.05))
    }

    @Test("is part of the spread where the others are as wide, and none is left out of three")
    func noOutlier() throws {
        #expect(try worsening(110, [98, 99, 100, 101, 102]).outliers == 0)
        #expect(try worsening(110, [90, 110, 100, 120, 80, 140]).outliers == 0)
        #expect(try worsening(110, [100, 101, 1_000]).outliers == 0)
    }

    @Test("a margin above what is tolerated hides a worsening, and nothing else")
    func wideMargin() throws {
        // Nobody can say whether three times the usual is worse where one of three runs took ten times as long.
        let wide = [100.0, 101, 1_000]
        #expect(try worsening(300, wide).hides(0.05))
        #expect(!(try worsening(300, wide).exceeds(0.05)))
        // Not worse than the middle of them is not worse.
        #expect(!(try worsening(100, wide).hides(0.05)))
        // 3 % of noise and four degrees of freedom: 4 % worse may be 11 %, and 1 % better is better.
        let noisy = [100.0, 101, 99, 96, 104.2]
        #expect(try worsening(104, noisy).hides(0.05))
        #expect(!(try worsening(99, noisy).hides(0.05)))
    }
}
