import Core

/// Marks of branches in as few bytes as they need.
///
/// They are needed again only where a report names a file a second time.
struct PackedMarks {
    /// Where the marks of a file lie: how many they are, and two numbers for each.
    struct Place {
        fileprivate let start: UnsafePointer<UInt8>
    }

    private let bytes = EntryArena<UInt8>()
    /// A number takes at most so many.
    private static let largest = 5

    /// Puts away marks that are sorted.
    func pack(_ marks: UnsafeMutableBufferPointer<BranchMark>) -> Place {
        let written = bytes.put(atMost: Self.largest * (2 * marks.count + 1)) { output in
            var filled = 0
            Self.put(UInt32(clamping: marks.count), into: output, &filled)
            var line: UInt32 = 0
            for mark in marks {
                Self.put(mark.line &- line, into: output, &filled)
                Self.put(mark.rest, into: output, &filled)
                line = mark.line
            }
            return filled
        }
        // At least their number was written.
        return Place(start: written.baseAddress.unsafelyUnwrapped)
    }

    func unpack(_ place: Place) -> [BranchMark] {
        var marks: [BranchMark] = []
        var next = place.start
        var line: UInt32 = 0
        for _ in 0..<Self.take(&next) {
            line &+= Self.take(&next)
            marks.append(BranchMark(line: line, rest: Self.take(&next)))
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

    private static func take(_ next: inout UnsafePointer<UInt8>) -> UInt32 {
        var number: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let byte = next.pointee
            next += 1
            number |= UInt32(byte & 0x7F) &<< shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }
}
