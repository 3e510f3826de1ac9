package import Core
package import Scanning

/// Go's coverage profile (`go test -coverprofile`): statements in blocks, of which either all ran or none.
///
/// So a line ran where a block that it lies in did, from the block's first line to its last, as other readers of the format
/// count as well.
package enum GoCoverageImporter: Importer {
    package static let format = FormatDescription(
        id: "go-coverprofile",
        title: "Go coverage profile",
        feeds: .coverage
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content, line.hasPrefix("mode:") else { return false }
        return isMode(line.dropping(5).trimmed())
    }

    static func isMode(_ mode: Bytes) -> Bool { mode.equals("set") || mode.equals("count") || mode.equals("atomic") }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = GoCoverageReader(bytes)
        try reader.readDocument()
        try reader.report(into: &report)
    }
}

/// One pass over a profile.
struct GoCoverageReader {
    private struct Block {
        var statements: Int
        var isHit: Bool
    }

    private var lines: LineScanner
    private var collector = CoverageCollector()
    /// The blocks of each file by their extent: one block occurs once for each test binary that holds it.
    private var blocks: [[Extent: Block]] = []

    private struct Extent: Hashable {
        var start: Place
        var end: Place
        var lines: ClosedRange<UInt32> { start.line...end.line }
    }

    private struct Place: Hashable {
        var line: UInt32
        var column: UInt32
    }

    init(_ bytes: Bytes) { lines = LineScanner(bytes) }

    mutating func readDocument() throws(ScanError) {
        var hasMode = false
        while let range = lines.nextRange() {
            let line = lines.document.slice(range).trimmed()
            if line.isEmpty { continue }
            if line.hasPrefix("mode:") {
                guard GoCoverageImporter.isMode(line.dropping(5).trimmed()) else {
                    throw lines.error("the mode is none of set, count, atomic", line: range)
                }
                hasMode = true
                continue
            }
            guard hasMode else { throw lines.error("a block before the mode: line", line: range) }
            guard readBlock(line) else {
                let shown = Text.lossy(line, limit: 80)
                throw lines.error("'\(shown)' is not file:line.column,line.column statements count", line: range)
            }
        }
        if !hasMode { throw ScanError("no mode: line: this is no Go coverage profile", at: 0, in: lines.document) }
    }

    /// Reads `file:line.column,line.column statements count`.
    private mutating func readBlock(_ line: Bytes) -> Bool {
        guard let last = line.lastIndex(of: UInt8(ascii: " ")), let count = line.dropping(last + 1).parseDouble(),
            let middle = line.slice(ByteRange(0, last)).lastIndex(of: UInt8(ascii: " ")),
            let statements = line.slice(ByteRange(middle + 1, last)).parseInt(), (0...1 << 32).contains(statements),
            let colon = line.slice(ByteRange(0, middle)).lastIndex(of: UInt8(ascii: ":")), colon > 0,
            let comma = line.slice(ByteRange(0, middle)).firstIndex(of: UInt8(ascii: ","), from: colon),
            let start = Self.place(line.slice(ByteRange(colon + 1, comma))),
            let end = Self.place(line.slice(ByteRange(comma + 1, middle))), start.line > 0, start.line <= end.line
        else { return false }
        let index = collector.file(SourcePath.normalised(Text.lossy(line.slice(ByteRange(0, colon)), limit: 4_096)))
        if index == blocks.count { blocks.append([:]) }
        let extent = Extent(start: start, end: end)
        let known = blocks[index][extent]
        blocks[index][extent] = Block(
            statements: max(known?.statements ?? 0, statements),
            isHit: known?.isHit == true || count > 0
        )
        return true
    }

    private static func place(_ text: Bytes) -> Place? {
        guard let dot = text.firstIndex(of: UInt8(ascii: "."), from: 0),
            let line = text.slice(ByteRange(0, dot)).parseInt().flatMap({ UInt32(exactly: $0) }),
            let column = text.dropping(dot + 1).parseInt().flatMap({ UInt32(exactly: $0) })
        else { return nil }
        return Place(line: line, column: column)
    }

    mutating func report(into report: inout Report) throws(ScanError) {
        var statements = [Fraction](repeating: Fraction(), count: blocks.count)
        for index in blocks.indices {
            for (extent, block) in blocks[index] where block.statements > 0 {
                statements[index].total += block.statements
                if block.isHit { statements[index].covered += block.statements }
                guard collector.add(extent.lines, isCovered: block.isHit, to: index) else {
                    throw ScanError(CoverageNumbers.tooManyLines, at: 0, in: lines.document)
                }
            }
        }
        var files = collector.finish()
        for index in files.indices { files[index].statements = statements[index] }
        report.coverage = CoverageResults(files: files)
        if files.isEmpty { report.warn("no block: no statement was instrumented") }
    }
}
