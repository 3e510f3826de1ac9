import Core

/// The functions that the records of one file name.
struct LCOVFunctions {
    struct Entry: BitwiseCopyable {
        /// Digest of the name.
        var name: UInt64
        /// The line that the function was first said to begin on.
        var line: UInt32 = 0
        /// On how many lines functions of this name begin, saturating: overloads share it.
        var lines: UInt16 = 0
        var isHit = false
    }

    private(set) var entries: [Entry] = []
    private var index = HashIndex()
    /// Further lines of functions that share a name: digests of both.
    private var overloads: Set<UInt64> = []
    /// Where the function is that follows the one that was last said to have run or not: mostly the next to be said so.
    private var expected = 0
    private let multiplier = Self.chosen

    /// Known to this process alone, so that no document can choose names that lie side by side in the index.
    private static let chosen = UInt64.random(in: .min ... .max) | 1

    var hasOverloads: Bool { !overloads.isEmpty }

    /// A function begins on a line (`FN`).
    mutating func begins(_ name: UInt64, line: UInt32) {
        let place = self.place(of: name)
        if entries[place].lines == 0 {
            entries[place].line = line
            entries[place].lines = 1
        } else if entries[place].line != line {
            let overload = name ^ (UInt64(line) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            if overloads.insert(overload).inserted, entries[place].lines < .max { entries[place].lines += 1 }
        }
    }

    /// A function ran, or did not (`FNDA`).
    mutating func ran(_ name: UInt64, isHit: Bool) {
        let isExpected = expected < entries.count && entries[expected].name == name
        let place = isExpected ? expected : self.place(of: name)
        if isHit { entries[place].isHit = true }
        expected = place &+ 1
    }

    /// Takes back a function that had no overloads.
    mutating func restore(_ entry: Entry) { entries[place(of: entry.name)] = entry }

    /// Forgets everything.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        index.removeAll()
        if hasOverloads { overloads = [] }
        expected = 0
    }

    /// Functions in all and those that ran; overloads count once for each line that they begin on.
    static func count(_ entries: some Sequence<Entry>) -> (covered: Int, total: Int) {
        var covered = 0
        var total = 0
        for entry in entries {
            let lines = max(1, Int(entry.lines))
            total += lines
            if entry.isHit { covered += lines }
        }
        return (covered, total)
    }

    /// Where the entry of a name is, made where there is none.
    @inline(__always)
    private mutating func place(of name: UInt64) -> Int {
        let hash = Int(truncatingIfNeeded: (name &* multiplier) &>> 32)
        let place = index.number(of: hash, else: entries.count) { entries[$0].name == name }
        if place == entries.count { entries.append(Entry(name: name)) }
        return place
    }
}

/// The functions of all files of a tracefile.
///
/// Most files have one record. Its functions are put away without what it takes to find them, all files' in one
/// row; those of a file that is named again stay together, so that no document makes the same functions move often.
struct LCOVFunctionLists {
    /// The functions of the record that is being read.
    var current = LCOVFunctions()
    private var staysWhole = false
    private let arena = EntryArena<LCOVFunctions.Entry>()
    /// Those of each file that has one record.
    private var files: [UnsafeBufferPointer<LCOVFunctions.Entry>] = []
    private var whole: [Int: LCOVFunctions] = [:]
    private static var none: UnsafeBufferPointer<LCOVFunctions.Entry> { UnsafeBufferPointer(start: nil, count: 0) }

    /// A record of a file begins; files are numbered as they come.
    mutating func begin(_ file: Int) {
        staysWhole = file < files.count
        if let known = whole.removeValue(forKey: file) {
            current = known
            return
        }
        current.removeAll()
        if staysWhole {
            for entry in files[file] { current.restore(entry) }
            files[file] = Self.none
        } else {
            files.append(Self.none)
        }
    }

    /// The record of the file ends.
    mutating func end(_ file: Int) {
        if current.entries.isEmpty { return }
        if staysWhole || current.hasOverloads {
            whole[file] = current
            current = LCOVFunctions()
        } else {
            files[file] = arena.put(atMost: current.entries.count) { $0.initialize(fromContentsOf: current.entries) }
        }
    }

    /// Functions of a file in all and those that ran; nil where none was named.
    func count(_ file: Int) -> (covered: Int, total: Int)? {
        if let known = whole[file] { return LCOVFunctions.count(known.entries) }
        return files[file].isEmpty ? nil : LCOVFunctions.count(files[file])
    }
}
