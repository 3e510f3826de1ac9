/// 64 neighbouring lines, each a bit: line 130 is bit 2 of block 2.
@usableFromInline
package struct LineBlock: Sendable, Hashable, Unitable {
    @usableFromInline package var number: UInt32
    @usableFromInline package var coverable: UInt64
    /// None that is not coverable.
    @usableFromInline package var covered: UInt64

    @inlinable
    package init(number: UInt32, coverable: UInt64 = 0, covered: UInt64 = 0) {
        self.number = number
        self.coverable = coverable
        self.covered = covered
    }

    /// The block of a line that holds this line alone.
    @inlinable
    package init(_ line: UInt32, isCovered: Bool) {
        self.init(number: Self.number(of: line))
        add(line, isCovered: isCovered)
    }

    @inlinable
    package static func number(of line: UInt32) -> UInt32 { line &>> 6 }

    /// Adds a line, which must be the block's own.
    @inlinable
    package mutating func add(_ line: UInt32, isCovered: Bool) {
        coverable |= 1 &<< UInt64(line)
        covered |= (isCovered ? 1 : 0) &<< UInt64(line)
    }

    /// The bits of those lines of a range that lie in a block, of which there must be one.
    @inlinable
    package static func bits(_ first: UInt32, through last: UInt32, in number: UInt32) -> UInt64 {
        var bits = UInt64.max
        if self.number(of: first) == number { bits &<<= UInt64(first) }
        if self.number(of: last) == number { bits &= UInt64.max &>> UInt64(63 &- (last & 63)) }
        return bits
    }

    @inlinable
    package func contains(_ line: UInt32) -> Bool {
        number == Self.number(of: line) && coverable &>> UInt64(line) & 1 != 0
    }

    @inlinable package var key: UInt64 { UInt64(number) }

    @inlinable
    package mutating func unite(with other: LineBlock) {
        coverable |= other.coverable
        covered |= other.covered
    }
}

extension Array where Element == LineBlock {
    /// Adds the blocks of neighbouring lines of which the same is known.
    package mutating func append(_ lines: ClosedRange<UInt32>, isCovered: Bool) {
        for number in LineBlock.number(of: lines.lowerBound)...LineBlock.number(of: lines.upperBound) {
            let bits = LineBlock.bits(lines.lowerBound, through: lines.upperBound, in: number)
            if last?.number == number {
                self[count - 1].unite(with: LineBlock(number: number, coverable: bits, covered: isCovered ? bits : 0))
            } else {
                append(LineBlock(number: number, coverable: bits, covered: isCovered ? bits : 0))
            }
        }
    }
}

/// How many branches a line has, and how many of them were taken; counts saturate.
///
/// Which ones were taken is known where the report tells them apart: then those of several reports are united.
@usableFromInline
package struct LineBranches: Sendable, Hashable, Unitable {
    @usableFromInline package var line: UInt32
    @usableFromInline package var covered: UInt16
    @usableFromInline package var total: UInt16
    /// A bit for each of the first branches, in the order that the report's names for them have; 0 where it is not known.
    @usableFromInline package var taken: UInt32

    /// So many branches of a line can be told apart.
    @inlinable package static var bits: Int { UInt32.bitWidth }

    /// Without `taken`, what follows from the counts is known: all were taken, or none.
    @inlinable
    package init(line: UInt32, covered: UInt16, total: UInt16, taken: UInt32? = nil) {
        self.line = line
        self.covered = covered
        self.total = total
        let isFull = covered == total && Int(total) <= Self.bits
        self.taken = taken ?? (isFull ? Self.all(Int(total)) : 0)
    }

    @inlinable
    package static func all(_ count: Int) -> UInt32 { count == 0 ? 0 : UInt32.max &>> UInt32(bits &- count) }

    /// Whether it is known which branches were taken.
    @inlinable package var isKnown: Bool { Int(total) <= Self.bits && taken.nonzeroBitCount == Int(covered) }

    /// Two are equal by their counts: what else is known of them changes nothing but how they unite.
    @inlinable
    package static func == (left: LineBranches, right: LineBranches) -> Bool {
        left.line == right.line && left.covered == right.covered && left.total == right.total
    }

    @inlinable
    package func hash(into hasher: inout Hasher) {
        hasher.combine(line)
        hasher.combine(covered)
        hasher.combine(total)
    }

    @inlinable package var key: UInt64 { UInt64(line) }

    @inlinable
    package mutating func unite(with other: LineBranches) {
        if total == other.total, isKnown, other.isKnown {
            taken |= other.taken
            covered = UInt16(truncatingIfNeeded: taken.nonzeroBitCount)
            return
        }
        // The larger counts are what is proven; which branches they are is that of neither.
        taken = 0
        covered = max(covered, other.covered)
        total = max(total, other.total)
    }
}
