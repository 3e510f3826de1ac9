import Core
import Scanning

/// A place where the count of a file changes.
struct LLVMSegment {
    var line: UInt32
    var isHit: Bool
    var hasCount: Bool
    var isEntry: Bool
    var isGap: Bool

    /// Whether a counted region begins here.
    var startsRegion: Bool { isEntry && hasCount && !isGap }

    /// Reads `[line, column, count, hasCount, isRegionEntry, isGapRegion]`; version 2.0.0 has no last one.
    static func read(_ json: inout JSONReader) throws(ScanError) -> LLVMSegment {
        let start = json.offset
        var numbers: [Double] = []
        var flags: [Bool] = []
        guard try json.peek() == .array else { throw json.error("a segment must be a list", at: start) }
        try json.beginArray()
        while try json.nextElement() {
            if try json.peek() == .number {
                numbers.append(try json.readDouble())
            } else {
                flags.append(try json.boolOrSkip() ?? false)
            }
        }
        // Old writers say 0 and 1.
        while numbers.count > 3, flags.count < 3 { flags.append(numbers.remove(at: 3) != 0) }
        guard numbers.count == 3, flags.count >= 2,
            let line = CoverageNumbers.line(Int(exactly: numbers[0]))
        else { throw json.error("a segment must be [line, column, count, hasCount, isRegionEntry]", at: start) }
        return LLVMSegment(
            line: line,
            isHit: numbers[2] > 0,
            hasCount: flags[0],
            isEntry: flags[1],
            isGap: flags.count > 2 && flags[2]
        )
    }

    /// Neighbouring lines of which the same is known.
    typealias Run = (lines: ClosedRange<UInt32>, isCovered: Bool)

    /// The lines that the segments cover, counted as LLVM's own `LineCoverageStats` does; nil where the segments are not
    /// sorted by line.
    static func runs(_ segments: [LLVMSegment]) -> [Run]? {
        var runs: [Run] = []
        var rest = segments[...]
        var wrapped: LLVMSegment?
        while let line = rest.first?.line {
            let own = rest.prefix { $0.line == line }
            if let isHit = isHit(own, wrapped) { runs.append((line...line, isHit)) }
            rest = rest.dropFirst(own.count)
            wrapped = own.last
            guard let next = rest.first?.line else { break }
            guard next > line else { return nil }
            if next - line > 1, let isHit = isHit([], wrapped) { runs.append((line + 1...next - 1, isHit)) }
        }
        return runs
    }

    /// Whether a line ran; nil where it holds no code.
    private static func isHit(_ own: ArraySlice<LLVMSegment>, _ wrapped: LLVMSegment?) -> Bool? {
        let entered = own.filter(\.startsRegion)
        let isSkipped = own.first.map { !$0.hasCount && $0.isEntry } ?? false
        var isMapped = !isSkipped && (wrapped?.hasCount == true || !entered.isEmpty)
        isMapped = isMapped || own.contains { $0.isEntry && $0.hasCount }
        guard isMapped else { return nil }
        return wrapped?.isHit == true || entered.contains(where: \.isHit)
    }
}
