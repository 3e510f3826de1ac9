import Glibc
import Synchronization

/// What a program has read of the log: as long as it stands there unchanged, only what came behind it is read and checked.
///
/// Each byte is compared all the same, so that a change is found out as if nothing were known.
final class LedgerMemory: Sendable {
    private struct Known {
        var bytes: [UInt8] = []
        var entries: [LedgerEntry] = []
    }

    private let last = Mutex(Known())

    /// The entries that these bytes begin with, and where those end; none where the beginning is another one.
    func known(of bytes: [UInt8]) -> (entries: [LedgerEntry], size: Int) {
        let known = last.withLock { $0 }
        let size = known.bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard size > 0, bytes.count >= size, memcmp(bytes, known.bytes, size) == 0 else { return ([], 0) }
        return (known.entries, size)
    }

    /// `bytes` are those of the entries, and of what may be left of another one behind them.
    func keep(_ entries: [LedgerEntry], of bytes: [UInt8]) {
        last.withLock { $0 = Known(bytes: bytes, entries: entries) }
    }
}
