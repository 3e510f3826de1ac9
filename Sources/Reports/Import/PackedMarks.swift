/// Marks of branches in as few bytes as they need, all files' in one row.
///
/// They are needed again only where a report names a file a second time.
struct PackedMarks {
    private let bytes = EntryBuffer<UInt8>(capacity: 1 << 12)
    /// Two numbers of a mark take at most so many.
    private static let largest = 10

    /// Puts away marks that are sorted; where they lie.
    func pack(_ marks: UnsafeMutableBufferPointer<BranchMark>) -> Range<Int> {
        let first = bytes.count
        _ = bytes.append(atMost: Self.largest * marks.count) { output in
            var filled = 0
            var line: UInt32 = 0
            for mark in marks {
                Self.put(mark.line &- line, into: output, &filled)
                Self.put(mark.rest, into: output, &filled)
                line = mark.line
            }
            return filled
        }
        return first..<bytes.count
    }

    func unpack(_ range: Range<Int>) -> [BranchMark] {
        var marks: [BranchMark] = []
        var index = range.lowerBound
        var line: UInt32 = 0
        while index < range.upperBound {
            line &+= take(&index)
            marks.append(BranchMark(line: line, rest: take(&index)))
        }
        return marks
    }

    /// Seven bits a byte, the lowest first; the top bit says that more follow.
    @inline(__always)
    private static func put(_ number: UInt32, into output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int) {
        var rest = number
        while rest >= 0x80 {
            output[filled] = UInt8(truncatingIfNeeded: rest) | 0x80
            filled &+= 1
            rest &>>= 7
        }
        output[filled] = UInt8(truncatingIfNeeded: rest)
        filled &+= 1
    }

    private func take(_ index: inout Int) -> UInt32 {
        var number: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let byte = bytes.entries[index]
            index += 1
            number |= UInt32(byte & 0x7F) &<< shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }
}
