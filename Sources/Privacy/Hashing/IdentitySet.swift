/// A set of numbers that are chance by themselves, so that none needs a hash of its own.
///
/// Numbers are taken in portions: each lies somewhere else in memory, and the processor waits for many of them at once where
/// nothing stands between.
struct IdentitySet: Sendable {
    /// 0 where nothing is.
    private var slots: [UInt64] = [UInt64](repeating: 0, count: 1 << 10)
    private(set) var count = 0

    @inline(__always)
    private func place(of number: UInt64) -> Int {
        let mask = slots.count &- 1
        var place = Int(truncatingIfNeeded: number) & mask
        while slots[place] != 0, slots[place] != number { place = (place &+ 1) & mask }
        return place
    }

    /// How many of the numbers are in it.
    func count(of numbers: [UInt64]) -> Int { numbers.count { slots[place(of: max(1, $0))] != 0 } }

    /// Whether any slot of a portion is taken: asked only so that all of them are near when they are needed.
    @inline(never)
    private func touch(_ numbers: [UInt64]) -> Bool {
        let mask = slots.count &- 1
        return numbers.reduce(0 as UInt64) { $0 | slots[Int(truncatingIfNeeded: $1) & mask] } != 0
    }

    mutating func insert(_ numbers: [UInt64]) {
        _ = touch(numbers)
        for number in numbers { insert(max(1, number)) }
    }

    private mutating func insert(_ number: UInt64) {
        let place = place(of: number)
        guard slots[place] == 0 else { return }
        slots[place] = number
        count += 1
        if count &* 2 > slots.count { grow() }
    }

    private mutating func grow() {
        let known = slots
        slots = [UInt64](repeating: 0, count: known.count * 2)
        for number in known where number != 0 { slots[place(of: number)] = number }
    }
}
