import Core
import Scanning

/// Lines of a file as `1-3,7`, their branches as `12:1/2:2,15:0/4`: a few bytes.
struct LineRanges {
    /// Which lines, or their branches.
    enum Part {
        case covered
        case missed
        case branches
    }

    private let lines: FileLines
    private let part: Part

    init(_ lines: FileLines, _ part: Part) {
        self.lines = lines
        self.part = part
    }

    var text: String { String(unsafeUninitializedCapacity: capacity) { write(to: $0) } }

    var isEmpty: Bool {
        if part == .branches { lines.branches.isEmpty } else { !lines.blocks.contains { bits($0) != 0 } }
    }

    /// At most so many bytes.
    private var capacity: Int {
        if part == .branches { return lines.branches.count * DigitWriter.longestBranch }
        return DigitWriter.longestLine * lines.blocks.reduce(0) { $0 &+ bits($1).nonzeroBitCount }
    }

    /// How many bytes were written.
    private func write(to output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var writer = DigitWriter(output: output)
        if part == .branches { lines.branches.forEach { writer.put($0) } } else { putRanges(&writer) }
        return writer.filled
    }

    @inline(__always)
    private func bits(_ block: LineBlock) -> UInt64 {
        part == .covered ? block.covered : block.coverable & ~block.covered
    }

    /// Neighbours become one range, across blocks too.
    private func putRanges(_ writer: inout DigitWriter) {
        var open: ClosedRange<UInt32>?
        for block in lines.blocks {
            var rest = bits(block)
            while rest != 0 {
                let first = UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)
                // Behind the neighbours that are set; 64 where all are.
                let end = first &+ UInt32((~(rest >> UInt64(first))).trailingZeroBitCount)
                rest &= end < 64 ? .max &<< UInt64(end) : 0
                let run = block.number &<< 6 | first...block.number &<< 6 | (end &- 1)
                if let last = open, last.upperBound &+ 1 == run.lowerBound {
                    open = last.lowerBound...run.upperBound
                } else {
                    if let open { writer.put(open) }
                    open = run
                }
            }
        }
        if let open { writer.put(open) }
    }
}

extension LineRanges: SummaryValue {
    func write(to writer: inout JSONWriter) {
        writer.append(capacity: capacity) { output in
            output.withUnsafeMutableBufferPointer { buffer, count in count = write(to: buffer) }
        }
    }
}

/// Writes numbers and what stands between them: a large summary holds millions of them.
private struct DigitWriter {
    /// No line takes more bytes: ten digits, and what separates it; a range of several takes less for each.
    static let longestLine = 11
    /// A line, what was covered, how many there are, and what separates them.
    static let longestBranch = 10 + 5 + 5 + 10 + 4

    private let output: UnsafeMutableBufferPointer<UInt8>
    private(set) var filled = 0

    init(output: UnsafeMutableBufferPointer<UInt8>) { self.output = output }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        output[filled] = byte
        filled &+= 1
    }

    /// A range and what separates it from the one before; a line alone as such.
    mutating func put(_ range: ClosedRange<UInt32>) {
        separate()
        put(range.lowerBound)
        guard range.lowerBound != range.upperBound else { return }
        put(UInt8(ascii: "-"))
        put(range.upperBound)
    }

    mutating func put(_ branches: LineBranches) {
        separate()
        put(branches.line)
        put(UInt8(ascii: ":"))
        put(UInt32(branches.covered))
        put(UInt8(ascii: "/"))
        put(UInt32(branches.total))
        // Which ones were taken, where the counts do not say it.
        guard branches.isKnown, branches.covered > 0, branches.covered < branches.total else { return }
        put(UInt8(ascii: ":"))
        put(branches.taken)
    }

    /// A comma, unless nothing has been written yet.
    @inline(__always)
    mutating func separate() { if filled > 0 { put(UInt8(ascii: ",")) } }

    @inline(__always)
    mutating func put(_ number: UInt32) {
        if number >= 10_000 { return putLong(number) }
        if number >= 1_000 { putDigit(number / 1_000) }
        if number >= 100 { putDigit(number / 100 % 10) }
        if number >= 10 { putDigit(number / 10 % 10) }
        putDigit(number % 10)
    }

    private mutating func putLong(_ number: UInt32) {
        if number >= 10 { putLong(number / 10) }
        putDigit(number % 10)
    }

    @inline(__always)
    private mutating func putDigit(_ digit: UInt32) { put(0x30 &+ UInt8(truncatingIfNeeded: digit)) }
}
