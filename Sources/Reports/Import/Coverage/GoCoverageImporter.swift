package import Core
package import Scanning

/// Go's coverage profile (`go test -coverprofile`); its unit is the statement.
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
        reader.report(into: &report)
    }
}

/// One pass over a profile.
struct GoCoverageReader {
    private struct Block {
        var statements: Int
        var isHit: Bool
    }

    private var lines: LineScanner
    private var paths: [String] = []
    private var indices: [String: Int] = [:]
    /// The blocks of each file by their extent: one block occurs once for each test binary that holds it.
    private var blocks: [[Extent: Block]] = []

    private struct Extent: Hashable {
        var start: UInt64
        var end: UInt64
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
            let end = Self.place(line.slice(ByteRange(comma + 1, middle)))
        else { return false }
        let path = SourcePath.normalised(Text.lossy(line.slice(ByteRange(0, colon)), limit: 4_096))
        let index = indices[path] ?? paths.count
        if index == paths.count {
            indices[path] = index
            paths.append(path)
            blocks.append([:])
        }
        let extent = Extent(start: start, end: end)
        let known = blocks[index][extent]
        let block = Block(
            statements: max(known?.statements ?? 0, statements),
            isHit: known?.isHit == true || count > 0
        )
        blocks[index][extent] = block
        return true
    }

    private static func place(_ text: Bytes) -> UInt64? {
        guard let dot = text.firstIndex(of: UInt8(ascii: "."), from: 0),
            let line = text.slice(ByteRange(0, dot)).parseInt().flatMap({ UInt32(exactly: $0) }),
            let column = text.dropping(dot + 1).parseInt().flatMap({ UInt32(exactly: $0) })
        else { return nil }
        return UInt64(line) << 32 | UInt64(column)
    }

    func report(into report: inout Report) {
        let files = zip(paths, blocks).map { path, blocks in
            var statements = Fraction()
            for block in blocks.values {
                statements.total += block.statements
                if block.isHit { statements.covered += block.statements }
            }
            return FileCoverage(path: path, statements: statements)
        }
        report.coverage = CoverageResults(files: files)
        if files.isEmpty { report.warn("no block: no statement was instrumented") }
    }
}
