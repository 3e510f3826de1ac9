import Core

/// A branch in one word: its line, 31 bits of what tells it apart from the others of that line, and whether it was taken.
struct BranchMark: Unitable {
    private var bits: UInt64

    init(line: UInt32, id: UInt64, isTaken: Bool) {
        // A small block and a small arm stay what they are, as nearly all do: marks then come sorted. Any other id is
        // spread, as it may differ in its upper bits only, and gets the top bit.
        let isSmall = id & 0xFFFF_F000_FFFF_0000 == 0
        let short = isSmall ? id &>> 16 | id & 0xFFFF : (id &* 0x9E37_79B9_7F4A_7C15) &>> 34 | 1 &<< 30
        bits = UInt64(line) &<< 32 | short &<< 1 | (isTaken ? 1 : 0)
    }

    init(_ branch: CoverageCollector.Branch) { self.init(line: branch.line, id: branch.id, isTaken: branch.taken) }

    var line: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }
    var isTaken: Bool { bits & 1 != 0 }
    /// All but whether it was taken.
    var key: UInt64 { bits &>> 1 }
    mutating func unite(with other: BranchMark) { bits |= other.bits }
}
