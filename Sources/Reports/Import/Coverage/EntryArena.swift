/// Entries that stay where they are put: memory by the piece, so that nothing moves as it grows; freed with its owner.
final class EntryArena<Element: BitwiseCopyable> {
    private var pieces: [UnsafeMutableBufferPointer<Element>] = []
    /// How much of the last piece is taken.
    private var filled = 0

    private static var pieceSize: Int { max(1, (1 << 18) / MemoryLayout<Element>.stride) }

    deinit { for piece in pieces { piece.deallocate() } }

    /// Lends room for so many entries side by side, of which `fill` says how many it has put down; where they lie.
    @inline(__always)
    func put(
        atMost count: Int,
        _ fill: (UnsafeMutableBufferPointer<Element>) -> Int
    ) -> UnsafeBufferPointer<Element> {
        if count > (pieces.last?.count ?? 0) - filled { grow(by: count) }
        let room = UnsafeMutableBufferPointer(rebasing: pieces[pieces.count - 1][filled..<filled + count])
        let taken = fill(room)
        filled += taken
        return UnsafeBufferPointer(rebasing: room[..<taken])
    }

    private func grow(by count: Int) {
        pieces.append(.allocate(capacity: max(count, Self.pieceSize)))
        filled = 0
    }
}
