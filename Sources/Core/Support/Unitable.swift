/// An entry of a row that is sorted by a key and holds each key once.
///
/// Readers and suites give such rows by the million, so that everything here is made inline by other targets too.
@usableFromInline
package protocol Unitable: BitwiseCopyable {
    var key: UInt64 { get }
    /// Takes in what is said of the same key elsewhere.
    mutating func unite(with other: Self)
}

extension UnsafeMutableBufferPointer where Element: Unitable {
    /// Sorts the entries and puts each key at the front once; returns how many.
    @inlinable
    package func united() -> Int {
        var order = Order.strict
        var index = 1
        while index < count {
            let (left, right) = (self[index &- 1].key, self[index].key)
            if left > right {
                order = .none
                break
            }
            if left == right { order = .repeating }
            index &+= 1
        }
        if order == .strict { return count }
        var entries = self
        if order == .none { entries.sort { $0.key < $1.key } }
        var filled = 0
        for entry in entries {
            if filled > 0, entries[filled &- 1].key == entry.key {
                entries[filled &- 1].unite(with: entry)
            } else {
                entries[filled] = entry
                filled &+= 1
            }
        }
        return filled
    }
}

/// How the keys of a row follow each other.
@usableFromInline
enum Order { case strict, repeating, none }

extension Array where Element: Unitable {
    /// Sorts the entries and keeps each key once.
    @inlinable
    package mutating func settle() {
        let distinct = withUnsafeMutableBufferPointer { $0.united() }
        removeLast(count - distinct)
    }

    /// Unites two rows, both sorted, each key once.
    @inlinable
    package mutating func unite(with other: [Element]) {
        if other.isEmpty || uniteSame(other) { return }
        if isEmpty { self = other } else { self = merged(with: other) }
    }

    /// Unites in place where both hold the same keys, as suites of one project mostly do; false where they do not.
    @inlinable
    mutating func uniteSame(_ other: [Element]) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index].key != other[index].key { return false }
        withUnsafeMutableBufferPointer { entries in
            for index in entries.indices { entries[index].unite(with: other[index]) }
        }
        return true
    }

    @inlinable
    func merged(with other: [Element]) -> [Element] {
        withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.united(with: $0) } }
    }
}

extension UnsafeBufferPointer where Element: Unitable {
    /// Unites two rows, both sorted, each key once.
    @inlinable
    package func united(with other: UnsafeBufferPointer) -> [Element] {
        Array(unsafeUninitializedCapacity: distinct(from: other)) { output, filled in
            var left = 0
            var right = 0
            while left < count, right < other.count {
                var entry = self[left]
                let (own, others) = (entry.key, other[right].key)
                if own == others { entry.unite(with: other[right]) } else if others < own { entry = other[right] }
                if own <= others { left &+= 1 }
                if others <= own { right &+= 1 }
                output[filled] = entry
                filled &+= 1
            }
            for rest in [self[left...], other[right...]] {
                for entry in rest {
                    output[filled] = entry
                    filled &+= 1
                }
            }
        }
    }
    /// How many keys both rows have together.
    @inlinable
    func distinct(from other: UnsafeBufferPointer) -> Int {
        var left = 0
        var right = 0
        var same = 0
        while left < count, right < other.count {
            let (own, others) = (self[left].key, other[right].key)
            same &+= own == others ? 1 : 0
            left &+= own <= others ? 1 : 0
            right &+= others <= own ? 1 : 0
        }
        return count &+ other.count &- same
    }
}
