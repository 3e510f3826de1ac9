import Testing

@testable import Core

@Suite("The lines of a file")
struct FileLinesTests {
    /// What lines mean, said as plainly as can be.
    private static func plain(_ lines: some Sequence<LineCoverage>) -> [LineCoverage] {
        let known: [UInt32: LineCoverage] = lines.reduce(into: [:]) { known, line in
            let other = known[line.line] ?? LineCoverage(line: line.line, isCovered: false)
            known[line.line] = LineCoverage(
                line: line.line,
                isCovered: line.isCovered || other.isCovered,
                branches: max(line.branches, other.branches),
                branchesCovered: max(line.branchesCovered, other.branchesCovered)
            )
        }
        return known.values.sorted { $0.line < $1.line }
    }

    /// Lines in no order, some of them twice; where they are dense, whole blocks fill.
    private static func random() -> [LineCoverage] {
        let spread = [UInt32(20), 200, 2_000, .max].randomElement() ?? 20
        return (0..<Int.random(in: 0...150)).map { _ in
            let branches = UInt16(max(0, Int.random(in: -6...4)))
            return LineCoverage(
                line: .random(in: 0...spread),
                isCovered: .random(),
                branches: branches,
                branchesCovered: .random(in: 0...branches)
            )
        }
    }

    @Test("are what was said of them, whatever the order, sorted and each once")
    func made() {
        for _ in 0..<300 {
            let said = Self.random()
            let lines = FileLines(said)
            let expected = Self.plain(said)
            #expect(Array(lines) == expected)
            #expect(lines.count == expected.count)
            #expect(lines.coveredCount == expected.count(where: \.isCovered))
            #expect(lines.missed == expected.filter { !$0.isCovered }.map(\.line))
            #expect(lines.branchTotal.total == expected.reduce(0) { $0 + Int($1.branches) })
            #expect(lines.branchTotal.covered == expected.reduce(0) { $0 + Int($1.branchesCovered) })
            #expect(FileLines(said.shuffled()) == lines)
        }
    }

    @Test("of two suites unite line by line, and the order of the suites does not matter")
    func united() {
        for round in 0..<300 {
            let left = Self.random()
            // Suites of one project mostly hold the same lines.
            let same = left.map { LineCoverage(line: $0.line, isCovered: .random()) }
            let right = round % 3 == 0 ? same : Self.random()
            var lines = FileLines(left)
            lines.unite(with: FileLines(right))
            #expect(lines == FileLines(left + right))
            var other = FileLines(right)
            other.unite(with: FileLines(left))
            #expect(other == lines)
        }
    }

    @Test("may be all of a block, its first and last, and the last line that there is")
    func edges() {
        let whole = FileLines((64...127).map { LineCoverage(line: $0, isCovered: $0 != 64 && $0 != 127) })
        #expect(whole.blocks == [LineBlock(number: 1, coverable: .max, covered: .max & ~1 & ~(1 << 63))])
        #expect(whole.missed == [64, 127])
        #expect(FileLines([LineCoverage(line: .max, isCovered: true)]).map(\.line) == [.max])
        #expect(FileLines().isEmpty)
        #expect(FileLines().map(\.line) == [])
    }

    @Test("a range is what of it lies in the block, and no more")
    func ranges() {
        for first in UInt32(64)...127 {
            for last in first...127 {
                let lines = (first...last).map { LineCoverage(line: $0, isCovered: false) }
                #expect(LineBlock.bits(first, through: last, in: 1) == FileLines(lines).blocks[0].coverable)
            }
        }
        #expect(LineBlock.bits(3, through: 900, in: 1) == .max)
        #expect(LineBlock.bits(100, through: 900, in: 1) == .max << 36)
        #expect(LineBlock.bits(3, through: 64, in: 1) == 1)
    }
}
