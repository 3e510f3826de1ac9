import Core
import Scanning

/// The lines of files from the texts that `LineRanges` writes, as many as a summary may hold.
struct LineRangeReader {
    /// Lines of a whole summary: more than any repository has, and few enough not to fill a machine's memory.
    static let maximumLines = 1 << 25

    /// How many lines the rest of the summary may still hold; below 0 where they were more.
    private(set) var left: Int
    /// Room that every file uses again, of which the first `filled` are the lines of the file being read.
    private var room = [LineCoverage](repeating: LineCoverage(line: 0, hits: 0), count: 1_024)
    private var filled = 0

    init(limit: Int = LineRangeReader.maximumLines) { left = limit }

    /// Unites the three texts of a file; nil where one of them is not what `LineRanges` writes, or the lines are too many.
    mutating func lines(covered: Bytes?, missed: Bytes?, branches: Bytes?) -> [LineCoverage]? {
        filled = 0
        var hit = RangeCursor(covered)
        var miss = RangeCursor(missed)
        guard hit.advance(), miss.advance() else { return nil }
        while true {
            switch room.withUnsafeMutableBufferPointer({ Self.unite(&hit, &miss, into: $0, &filled, &left) }) {
            case .done: break
            case .noRoom(let count):
                room += repeatElement(LineCoverage(line: 0, hits: 0), count: max(room.count, count))
                continue
            case .broken: return nil
            }
            break
        }
        sortOverlaps()
        if let branches, !attach(branches) { return nil }
        return Array(room[..<filled])
    }

    private enum Progress {
        case done
        /// So many lines want room.
        case noRoom(Int)
        case broken
    }

    /// Writes out the ranges of both texts, in the order of their first lines.
    private static func unite(
        _ hit: inout RangeCursor,
        _ miss: inout RangeCursor,
        into room: UnsafeMutableBufferPointer<LineCoverage>,
        _ filled: inout Int,
        _ left: inout Int
    ) -> Progress {
        while !(hit.isAtEnd && miss.isAtEnd) {
            let isHit = hit.first <= miss.first
            let (first, last) = isHit ? (hit.first, hit.last) : (miss.first, miss.last)
            let count = Int(last &- first) &+ 1
            guard count <= room.count &- filled else {
                // Room is made for no more lines than the summary may hold.
                if count <= left { return .noRoom(count) }
                left -= count
                return .broken
            }
            left &-= count
            guard left >= 0 else { return .broken }
            var line = UInt32(truncatingIfNeeded: first)
            for place in filled..<filled &+ count {
                room[place] = LineCoverage(line: line, hits: isHit ? 1 : 0)
                line &+= 1
            }
            filled &+= count
            guard isHit ? hit.advance() : miss.advance() else { return .broken }
        }
        return .done
    }

    /// Where ranges overlap, which no importer writes, the lines are sorted.
    private mutating func sortOverlaps() {
        let isSorted = room.withUnsafeBufferPointer { room in
            var index = 1
            while index < filled, room[index &- 1].line <= room[index].line { index &+= 1 }
            return index >= filled
        }
        if !isSorted { room[..<filled].sort { $0.line < $1.line } }
    }

    private mutating func attach(_ text: Bytes) -> Bool {
        var digits = DigitScanner(text)
        let count = filled
        return room.withUnsafeMutableBufferPointer { lines in
            var cursor = 0
            while !digits.isAtEnd {
                guard let line = digits.number(), digits.take(":"), let covered = digits.number(), digits.take("/"),
                    let total = digits.number(), let covered = UInt16(exactly: covered),
                    let total = UInt16(exactly: total)
                else { return false }
                while cursor < count, lines[cursor].line < line { cursor &+= 1 }
                guard cursor < count, lines[cursor].line == line else { return false }
                lines[cursor].branches = total
                lines[cursor].branchesCovered = covered
                guard digits.comma() else { return false }
            }
            return true
        }
    }
}

/// The ranges of one text, `3,7-9`, which must rise.
private struct RangeCursor {
    /// The range that is at hand; behind the last one both are larger than any line.
    private(set) var first: UInt64 = 0
    private(set) var last: UInt64 = 0
    private var digits: DigitScanner

    init(_ text: Bytes?) { digits = DigitScanner(text ?? Bytes(start: nil, count: 0)) }

    var isAtEnd: Bool { first == .max }

    /// Goes on to the next range; false where there is something else.
    @inline(__always)
    mutating func advance() -> Bool {
        guard !digits.isAtEnd else {
            (first, last) = (.max, .max)
            return true
        }
        guard let start = digits.number(), UInt64(start) >= last else { return false }
        first = UInt64(start)
        last = first
        if digits.take("-") {
            guard let end = digits.number(), end > start else { return false }
            last = UInt64(end)
        }
        return digits.comma()
    }
}

/// Numbers and the characters between them.
private struct DigitScanner {
    private var place: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ text: Bytes) {
        // Without any text both are the same place, which is never read.
        let start = text.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        place = start.assumingMemoryBound(to: UInt8.self)
        end = place + text.count
    }

    var isAtEnd: Bool { place >= end }

    @inline(__always)
    mutating func number() -> UInt32? {
        let start = place
        var value: UInt64 = 0
        while place < end, place.pointee &- 0x30 <= 9 {
            value = value &* 10 &+ UInt64(place.pointee &- 0x30)
            place += 1
        }
        let length = place - start
        return length > 0 && length <= 10 ? UInt32(exactly: value) : nil
    }

    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < end, place.pointee == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// The end, or a comma with something behind it.
    @inline(__always)
    mutating func comma() -> Bool { isAtEnd || take(",") && !isAtEnd }
}
