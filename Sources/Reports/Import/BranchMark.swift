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

    var line: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }
    var isTaken: Bool { bits & 1 != 0 }

    /// Sorts the marks and puts each branch at the front once, taken where any of its marks says so; returns how many.
    static func merge(_ marks: UnsafeMutableBufferPointer<BranchMark>) -> Int {
        var marks = marks
        if !isSorted(marks) { marks.sort { $0.bits < $1.bits } }
        var filled = 0
        var index = 0
        while index < marks.count {
            let isRepeated = index &+ 1 < marks.count && (marks[index].bits ^ marks[index &+ 1].bits) &>> 1 == 0
            if !isRepeated {
                marks[filled] = marks[index]
                filled &+= 1
            }
            index &+= 1
        }
        return filled
    }

    private static func isSorted(_ marks: UnsafeMutableBufferPointer<BranchMark>) -> Bool {
        var index = 1
        while index < marks.count {
            if marks[index &- 1].bits > marks[index].bits { return false }
            index &+= 1
        }
        return true
    }
}
