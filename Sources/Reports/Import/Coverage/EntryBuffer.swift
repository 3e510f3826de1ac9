/// Entries of the file that is being read: memory that every file uses again, grown by doubling, freed with its owner.
///
/// An array cannot lend room that a reader fills by itself.
final class EntryBuffer<Element: BitwiseCopyable> {
    private var start: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    var entries: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: start, count: count) }

    @inline(__always)
    func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        (start + count).initialize(to: element)
        count &+= 1
    }

    /// Lends room for so many more entries; `fill` says how many of them it has put down, and what else it has found.
    @inline(__always)
    func append<Result>(
        atMost more: Int,
        _ fill: (UnsafeMutableBufferPointer<Element>) -> (filled: Int, Result)
    ) -> Result {
        if capacity &- count < more { grow(by: more) }
        let (filled, result) = fill(UnsafeMutableBufferPointer(start: start + count, count: more))
        count &+= filled
        return result
    }

    /// Drops all entries but the first ones.
    func cut(to count: Int) { self.count = min(self.count, count) }

    private func grow(by more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.initialize(from: start, count: count)
        start.deallocate()
        start = larger
    }
}
