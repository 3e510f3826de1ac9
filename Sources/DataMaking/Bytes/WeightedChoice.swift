/// Chooses among things by their weights with one comparison: Walker's alias method.
final class WeightedChoice: Sendable {
    private let thresholds: [UInt64]
    private let others: [Int32]
    let count: Int

    /// Weights are positive or 0, with one above 0.
    init(_ weights: [Double]) {
        let sum = weights.reduce(0, +)
        count = weights.count
        var scaled = weights.map { $0 * Double(weights.count) / sum }
        var thresholds = [UInt64](repeating: .max, count: weights.count)
        var others = (0..<weights.count).map { Int32($0) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let less = small.popLast(), let more = large.last {
            thresholds[less] = UInt64(max(0, scaled[less]) * 0x1p63) << 1
            others[less] = Int32(more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
        self.thresholds = thresholds
        self.others = others
    }

    @inline(__always)
    func callAsFunction(_ bits: UInt64) -> Int {
        let (place, rest) = bits.multipliedFullWidth(by: UInt64(count))
        return rest < thresholds[Int(place)] ? Int(place) : Int(others[Int(place)])
    }
}
