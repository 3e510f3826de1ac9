/// Finds things by the hash of their names, in an open table; what the names are, its owner knows.
///
/// The hash should be a `KeyedHash`, which differs from process to process: then no document can make names collide.
@usableFromInline
package struct HashIndex: Sendable {
    @usableFromInline
    struct Entry: BitwiseCopyable, Sendable {
        @usableFromInline var hash: UInt32 = 0
        /// The number of the thing, from 1; 0 where the place is free.
        @usableFromInline var number: UInt32 = 0

        @inlinable
        init(hash: UInt32 = 0, number: UInt32 = 0) {
            self.hash = hash
            self.number = number
        }
    }

    /// Always a power of two, and never more than half full.
    @usableFromInline var table = [Entry](repeating: Entry(), count: 64)
    @usableFromInline var count = 0

    package init() {}

    /// The number of the thing with this hash for which `matches` holds; `new` where there was none, which it is now.
    ///
    /// Numbers are below 2³² - 1.
    @inlinable @inline(__always)
    package mutating func number(of hash: Int, else new: Int, _ matches: (Int) -> Bool) -> Int {
        if count &* 2 >= table.count { grow() }
        let hash = UInt32(truncatingIfNeeded: hash)
        let place = place(of: hash, matches)
        guard table[place].number == 0 else { return Int(table[place].number &- 1) }
        table[place] = Entry(hash: hash, number: UInt32(truncatingIfNeeded: new &+ 1))
        count &+= 1
        return new
    }

    /// The number of the thing with this hash for which `matches` holds; nil where there is none.
    @inlinable @inline(__always)
    package func number(of hash: Int, _ matches: (Int) -> Bool) -> Int? {
        let place = place(of: UInt32(truncatingIfNeeded: hash), matches)
        return table[place].number == 0 ? nil : Int(table[place].number &- 1)
    }

    /// Where the thing stands, or the free place where it would.
    @inlinable @inline(__always)
    func place(of hash: UInt32, _ matches: (Int) -> Bool) -> Int {
        let mask = table.count &- 1
        var place = Int(hash) & mask
        while table[place].number != 0 {
            if table[place].hash == hash, matches(Int(table[place].number &- 1)) { break }
            place = (place &+ 1) & mask
        }
        return place
    }

    /// Forgets everything, and keeps the table unless it is large.
    package mutating func removeAll() {
        if table.count > 1 << 10 {
            self = HashIndex()
        } else if count > 0 {
            table.withUnsafeMutableBufferPointer { $0.update(repeating: Entry()) }
            count = 0
        }
    }

    @usableFromInline
    mutating func grow() {
        var larger = [Entry](repeating: Entry(), count: table.count * 2)
        let mask = larger.count - 1
        for entry in table where entry.number != 0 {
            var place = Int(entry.hash) & mask
            while larger[place].number != 0 { place = (place &+ 1) & mask }
            larger[place] = entry
        }
        table = larger
    }
}
