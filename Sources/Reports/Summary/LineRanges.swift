import Core

/// Covered and missed lines as `1-3,7`, branches as `12:1/2,15:0/4`: a file's lines in a few bytes.
struct LineRanges {
    let covered: String
    let missed: String
    let branches: String

    init(_ lines: FileLines) {
        covered = Self.ranges(of: lines.blocks) { $0.covered }
        missed = Self.ranges(of: lines.blocks) { $0.coverable & ~$0.covered }
        branches = DigitWriter.text(capacity: lines.branches.count * DigitWriter.longestBranch) { writer in
            for line in lines.branches {
                writer.separate()
                writer.put(line.line)
                writer.put(UInt8(ascii: ":"))
                writer.put(UInt32(line.covered))
                writer.put(UInt8(ascii: "/"))
                writer.put(UInt32(line.total))
            }
        }
    }

    /// The lines whose bits are set, neighbours as `3-7`.
    @inline(__always)
    private static func ranges(of blocks: [LineBlock], _ bits: (LineBlock) -> UInt64) -> String {
        let count = blocks.indices.reduce(0) { $0 &+ bits(blocks[$1]).nonzeroBitCount }
        return DigitWriter.text(capacity: count * DigitWriter.longestLine) { writer in
            var open: ClosedRange<UInt32>?
            for block in blocks {
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
}

/// Writes numbers and what stands between them: a large summary holds millions of them.
private struct DigitWriter {
    /// No line takes more bytes: ten digits, and what separates it; a range of several takes less for each.
    static let longestLine = 11
    /// A line, what was covered, how many there are, and what separates them.
    static let longestBranch = 10 + 5 + 5 + 3

    private let output: UnsafeMutableBufferPointer<UInt8>
    private var filled = 0

    /// A text of at most so many bytes.
    static func text(capacity: Int, _ write: (inout DigitWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { output in
            var writer = DigitWriter(output: output)
            write(&writer)
            return writer.filled
        }
    }

    private init(output: UnsafeMutableBufferPointer<UInt8>) { self.output = output }

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
