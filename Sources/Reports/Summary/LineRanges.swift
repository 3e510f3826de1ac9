import Core

/// Covered and missed lines as `1-3,7`, branches as `12:1/2,15:0/4`: a file's lines in a few bytes; hits are dropped.
struct LineRanges {
    let covered: String
    let missed: String
    let branches: String

    init(_ lines: [LineCoverage]) {
        covered = Self.ranges(of: lines) { $0.hits > 0 }
        missed = Self.ranges(of: lines) { $0.hits == 0 }
        let branching = lines.count { $0.branches > 0 || $0.branchesCovered > 0 }
        branches = DigitWriter.text(capacity: branching * DigitWriter.longestBranch) { writer in
            for line in lines where line.branches > 0 || line.branchesCovered > 0 {
                writer.separate()
                writer.put(line.line)
                writer.put(UInt8(ascii: ":"))
                writer.put(UInt32(line.branchesCovered))
                writer.put(UInt8(ascii: "/"))
                writer.put(UInt32(line.branches))
            }
        }
    }

    /// The lines that `belongs` holds for, neighbours as `3-7`.
    @inline(__always)
    private static func ranges(of lines: [LineCoverage], _ belongs: (LineCoverage) -> Bool) -> String {
        DigitWriter.text(capacity: lines.count * DigitWriter.longestLine) { writer in
            lines.withUnsafeBufferPointer { lines in
                var index = 0
                while index < lines.count {
                    guard belongs(lines[index]) else {
                        index &+= 1
                        continue
                    }
                    let first = lines[index].line
                    var last = first
                    index &+= 1
                    while index < lines.count, belongs(lines[index]), lines[index].line &- last == 1 {
                        last = lines[index].line
                        index &+= 1
                    }
                    writer.separate()
                    writer.put(first)
                    guard last != first else { continue }
                    writer.put(UInt8(ascii: "-"))
                    writer.put(last)
                }
            }
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
