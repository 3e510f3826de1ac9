package import DataMaking
import Execution
import Scanning
import Synchronization

/// Rows of one table on their way to a target, made by several workers: the same bytes whatever their number.
package final class TableJob: Sendable {
    /// Rows that are made at once, and packed together.
    package static let pieceRows: UInt64 = 8_192

    private let writer: RowWriter
    private let rows: Range<UInt64>
    private let target: DataTarget
    private let packing: Packing
    private let workers: Int
    private let turnstile: Turnstile
    private let failure = Mutex<DataTarget.Failure?>(nil)
    private let written = Atomic<Int>(0)
    /// Told in order how many pieces, and bytes of them, are in the target.
    private let note: @Sendable (UInt64, Int) -> Void

    /// `skipping`: pieces that are in the target already.
    package init(
        _ writer: RowWriter,
        rows: Range<UInt64>,
        to target: DataTarget,
        packing: Packing = .none,
        workers: Int,
        skipping: UInt64 = 0,
        note: @escaping @Sendable (UInt64, Int) -> Void = { _, _ in }
    ) {
        self.writer = writer
        self.rows = rows
        self.target = target
        self.packing = packing
        self.workers = max(1, workers)
        self.note = note
        let pieces = (UInt64(rows.count) + Self.pieceRows - 1) / Self.pieceRows
        turnstile = Turnstile(first: min(skipping, pieces), end: pieces, ahead: self.workers * 2)
    }

    /// Rows that are in the target.
    package var done: UInt64 { min(UInt64(rows.count), turnstile.passed * Self.pieceRows) }

    /// Makes and writes all rows; returns once they are written, with the bytes that this run wrote.
    package func run() async throws(DataTarget.Failure) -> Int {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<workers { group.addTask { await DedicatedThread.value { self.work() } } }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return written.load(ordering: .relaxed)
    }

    /// Ends the work as soon as what is being made is done.
    package func stop() { turnstile.stop() }

    private func work() {
        let sink = ByteSink(capacity: 2 << 20)
        while let piece = turnstile.claim() {
            sink.removeAll()
            let first = rows.lowerBound + piece * Self.pieceRows
            writer.write(first..<min(rows.upperBound, first + Self.pieceRows), to: sink)
            let packed: [UInt8]?
            do throws(DataTarget.Failure) { packed = packing == .none ? nil : try packing.packed(sink.bytes) } catch {
                failure.withLock { $0 = error }
                return turnstile.stop()
            }
            let isThrough = turnstile.pass(piece) {
                do throws(DataTarget.Failure) {
                    if let packed { try target.write(packed) } else { try target.write(sink.bytes) }
                } catch {
                    failure.withLock { $0 = error }
                    return false
                }
                let count = packed?.count ?? sink.count
                note(piece + 1, count)
                written.wrappingAdd(count, ordering: .relaxed)
                return true
            }
            if !isThrough { return }
        }
    }
}
