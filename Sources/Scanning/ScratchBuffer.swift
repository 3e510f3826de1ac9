/// Memory a scanner reuses for every event; trivial elements only, grown by doubling, freed with its owner.
final class ScratchBuffer<Element: BitwiseCopyable> {
    let pointer: UnsafeMutablePointer<Element>
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        pointer = .allocate(capacity: capacity)
    }

    deinit { pointer.deallocate() }

    /// A buffer of twice the capacity that begins with the first `count` elements of this one.
    func grown(keeping count: Int) -> ScratchBuffer {
        let larger = ScratchBuffer(capacity: capacity * 2)
        larger.pointer.update(from: pointer, count: count)
        return larger
    }
}
