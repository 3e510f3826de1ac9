/// How often a selection would have left out a test that failed, with what that can at most be.
package struct MissRate: Sendable, Hashable {
    package var failures: Int
    package var misses: Int

    package init(failures: Int, misses: Int) {
        self.failures = max(0, failures)
        self.misses = min(max(0, misses), self.failures)
    }

    package static func + (left: MissRate, right: MissRate) -> MissRate {
        MissRate(failures: left.failures + right.failures, misses: left.misses + right.misses)
    }

    /// Fewer failures say too little for anything to rest on them.
    package static let enough = 30

    package var isMeasured: Bool { failures >= Self.enough }

    /// The largest rate at which so few misses would still be seen once in twenty times (Clopper and Pearson).
    package var bound: Double {
        guard failures > 0 else { return 1 }
        var (low, high) = (Double(misses) / Double(failures), 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if chance(middle) > 0.05 { low = middle } else { high = middle }
        }
        return high
    }

    /// How likely it is to miss no more than these at a rate.
    private func chance(_ rate: Double) -> Double {
        let hit = 1 - rate
        guard hit > 0 else { return misses == failures ? 1 : 0 }
        var (term, sum, left) = (1.0, 1.0, failures)
        for count in 0..<misses {
            term *= Double(failures - count) / Double(count + 1) * rate / hit
            sum += term
            // Neither end of what a number can hold is reached.
            while sum > 1e200, left > 0 {
                term *= hit
                sum *= hit
                left -= 1
            }
        }
        while left > 0, sum > 1e-300 {
            sum *= hit
            left -= 1
        }
        return min(1, sum)
    }

    /// `missed 2 of 37 failures, at most 16.1 % at 95 %`.
    package var words: String {
        guard failures > 0 else { return "no failure yet: nothing is known of misses" }
        let percent = (bound * 1000).rounded(.up) / 10
        return
            "missed \(misses) of \(failures == 1 ? "1 failure" : "\(failures) failures"), at most \(percent) % at 95 %"
    }
}
