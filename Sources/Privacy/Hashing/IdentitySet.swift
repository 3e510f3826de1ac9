/// A set of numbers that are chance by themselves, so that none needs a hash of its own.
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

    func contains(_ number: UInt64) -> Bool { slots[place(of: max(1, number))] != 0 }

    mutating func insert(_ number: UInt64) {
        let number = max(1, number)
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
