/// The functions that the records of one file name, in an open hash table of their names' digests.
struct LCOVFunctions {
    private struct Entry: BitwiseCopyable {
        /// Digest of the name; 0 where the place is free.
        var name: UInt64 = 0
        /// The line that the function was first said to begin on.
        var line: UInt32 = 0
        /// On how many lines functions of this name begin, saturating: overloads share it.
        var lines: UInt16 = 0
        var isHit = false
    }

    /// Always a power of two, and never more than half full.
    private var table: [Entry] = []
    private var count = 0
    /// Further lines of functions that share a name: digests of both.
    private var overloads: Set<UInt64> = []

    var isEmpty: Bool { count == 0 }

    /// A function begins on a line (`FN`).
    mutating func begins(_ name: UInt64, line: UInt32) {
        let place = self.place(of: name)
        if table[place].lines == 0 {
            table[place].line = line
            table[place].lines = 1
        } else if table[place].line != line {
            let overload = name ^ (UInt64(line) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            if overloads.insert(overload).inserted, table[place].lines < .max { table[place].lines += 1 }
        }
    }

    /// A function ran, or did not (`FNDA`).
    mutating func ran(_ name: UInt64, isHit: Bool) {
        let place = self.place(of: name)
        table[place].isHit = table[place].isHit || isHit
    }

    /// Functions in all and those that ran; overloads count once for each line that they begin on.
    func counted() -> (covered: Int, total: Int) {
        var covered = 0
        var total = 0
        for entry in table where entry.name != 0 {
            let lines = max(1, Int(entry.lines))
            total += lines
            if entry.isHit { covered += lines }
        }
        return (covered, total)
    }

    /// Where the entry of a name is, made where there is none.
    private mutating func place(of name: UInt64) -> Int {
        if count &* 2 >= table.count { grow() }
        let name = name == 0 ? 1 : name
        let place = Self.place(of: name, in: table)
        if table[place].name == 0 {
            table[place].name = name
            count += 1
        }
        return place
    }

    private static func place(of name: UInt64, in table: [Entry]) -> Int {
        let mask = table.count &- 1
        var place = Int(truncatingIfNeeded: name) & mask
        while table[place].name != 0, table[place].name != name { place = (place &+ 1) & mask }
        return place
    }

    private mutating func grow() {
        var larger = [Entry](repeating: Entry(), count: max(32, table.count * 2))
        for entry in table where entry.name != 0 { larger[Self.place(of: entry.name, in: larger)] = entry }
        table = larger
    }
}
