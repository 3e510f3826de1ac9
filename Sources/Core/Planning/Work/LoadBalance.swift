/// Shares work among workers so that the last one ends as early as can be.
package enum LoadBalance {
    /// For each worker the positions of its items, in their order; every item once, no worker without one while there are enough.
    package static func shares(_ weights: [Double], among count: Int) -> [[Int]] {
        let count = max(1, min(count, weights.count))
        var search = Search(weights: weights.map { $0.isFinite && $0 > 0 ? $0 : 0 }, count: count)
        search.longestFirst()
        search.exchange()
        if weights.count <= Search.smallEnough { search.branch() }
        return search.shares.map { $0.sorted() }
    }

    /// How long the last worker takes.
    package static func makespan(_ shares: [[Int]], _ weights: [Double]) -> Double {
        shares.map { $0.reduce(0) { $0 + weights[$1] } }.max() ?? 0
    }

    private struct Search {
        static let smallEnough = 14
        let weights: [Double]
        let count: Int
        /// Heaviest first; of equal ones the first.
        let order: [Int]
        var shares: [[Int]] = []
        var loads: [Double] = []
        private var budget = 100_000

        init(weights: [Double], count: Int) {
            self.weights = weights
            self.count = count
            order = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
        }

        /// Each item, the longest first, to the worker with the least to do.
        mutating func longestFirst() {
            shares = Array(repeating: [], count: count)
            loads = Array(repeating: 0, count: count)
            for item in order {
                // Of equally loaded workers the one with fewer items, so that nobody is left without one.
                let place = shares.indices.min { (loads[$0], shares[$0].count) < (loads[$1], shares[$1].count) } ?? 0
                shares[place].append(item)
                loads[place] += weights[item]
            }
        }

        /// Moves and exchanges items of the worker who has most to do, as long as that helps.
        mutating func exchange() {
            let total = loads.reduce(0, +)
            for _ in 0..<300 {
                guard let most = loads.indices.max(by: { loads[$0] < loads[$1] }) else { return }
                // Within a hundredth of an even share there is nothing worth looking for.
                guard loads[most] * Double(count) > total * 1.01, improve(most) else { return }
            }
        }

        private mutating func improve(_ most: Int) -> Bool {
            var best: (other: Int, item: Int, partner: Int?, makespan: Double)?
            for other in loads.indices where other != most {
                let half = (loads[most] - loads[other]) / 2
                guard half > 0 else { continue }
                let sorted = shares[other].sorted { weights[$0] < weights[$1] }
                for item in shares[most] {
                    for partner in partners(of: item, in: sorted, half) {
                        let moved = weights[item] - (partner.map { weights[$0] } ?? 0)
                        guard moved > 0, shares[most].count > 1 || partner != nil else { continue }
                        let makespan = max(loads[most] - moved, loads[other] + moved)
                        if makespan < (best?.makespan ?? loads[most] * (1 - 1e-9)) {
                            best = (other, item, partner, makespan)
                        }
                    }
                }
            }
            guard let best else { return false }
            move(best.item, from: most, to: best.other)
            if let partner = best.partner { move(partner, from: best.other, to: most) }
            return true
        }

        /// Those whose weight is nearest to what would even out both workers; nil stands for none.
        private func partners(of item: Int, in sorted: [Int], _ half: Double) -> [Int?] {
            let wanted = weights[item] - half
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if weights[sorted[middle]] < wanted { low = middle + 1 } else { high = middle }
            }
            return [nil] + [low - 1, low].filter(sorted.indices.contains).map { sorted[$0] }
        }

        private mutating func move(_ item: Int, from: Int, to: Int) {
            shares[from].removeAll { $0 == item }
            shares[to].append(item)
            loads[from] -= weights[item]
            loads[to] += weights[item]
        }

        /// Tries every way to share a few items, within a budget, and keeps what is better.
        mutating func branch() {
            var best = (makespan: loads.max() ?? 0, shares: shares)
            var current: [[Int]] = Array(repeating: [], count: count)
            var sums = Array(repeating: 0.0, count: count)
            place(0, &current, &sums, &best)
            (shares, loads) = (best.shares, best.shares.map { $0.reduce(0) { $0 + weights[$1] } })
        }

        private typealias Best = (makespan: Double, shares: [[Int]])

        private mutating func place(_ next: Int, _ shares: inout [[Int]], _ sums: inout [Double], _ best: inout Best) {
            guard budget > 0 else { return }
            budget -= 1
            guard next < order.count else {
                let makespan = sums.max() ?? 0
                if makespan < best.makespan, !shares.contains(where: \.isEmpty) { best = (makespan, shares) }
                return
            }
            var tried: Set<Double> = []
            for worker in shares.indices.sorted(by: { sums[$0] < sums[$1] }) {
                let sum = sums[worker] + weights[order[next]]
                guard sum < best.makespan, tried.insert(sums[worker]).inserted else { continue }
                let before = sums[worker]
                shares[worker].append(order[next])
                sums[worker] = sum
                place(next + 1, &shares, &sums, &best)
                shares[worker].removeLast()
                sums[worker] = before
            }
        }
    }
}
