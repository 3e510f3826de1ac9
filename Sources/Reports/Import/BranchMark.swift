/// A branch in one word: its line, 31 bits of what tells it apart from the others of that line, and whether it was taken.
struct BranchMark: BitwiseCopyable {
    /// Sorted as numbers, the marks of one branch lie side by side, those that say taken last.
    private let bits: UInt64

    @inline(__always)
    init(line: UInt32, id: UInt64, isTaken: Bool) {
        // Spread, as ids may be small numbers or differ in their upper bits only.
        let spread = (id &* 0x9E37_79B9_7F4A_7C15) &>> 33
        bits = UInt64(line) &<< 32 | spread &<< 1 | (isTaken ? 1 : 0)
    }

    @inline(__always)
    init(_ branch: CoverageCollector.Branch) { self.init(line: branch.line, id: branch.id, isTaken: branch.taken) }

    static var none: BranchMark { BranchMark(line: 0, id: 0, isTaken: false) }

    var line: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }
    var isTaken: Bool { bits & 1 != 0 }

    /// Sorted, each branch once, taken where any of its marks says so; without spare room.
    static func merged(_ marks: [BranchMark]) -> [BranchMark] {
        if marks.isEmpty { return [] }
        var sorted = marks
        if !isSorted(marks) { sorted.sort { $0.bits < $1.bits } }
        return sorted.withUnsafeMutableBufferPointer { marks in
            var filled = 0
            for index in marks.indices {
                if index &+ 1 < marks.count, (marks[index].bits ^ marks[index &+ 1].bits) &>> 1 == 0 { continue }
                marks[filled] = marks[index]
                filled &+= 1
            }
            return Array(marks[..<filled])
        }
    }

    private static func isSorted(_ marks: [BranchMark]) -> Bool {
        marks.withUnsafeBufferPointer { marks in
            var index = 1
            while index < marks.count {
                if marks[index &- 1].bits > marks[index].bits { return false }
                index &+= 1
            }
            return true
        }
    }
}
