import Core
import Scanning

/// One pass over a tracefile.
struct LCOVReader {
    private var lines: LineScanner
    private var collector = CoverageCollector()
    /// The record being read: its file, and where its `SF:` stands.
    private var file: Int?
    private var recordStart = ByteRange(0, 0)
    /// The functions of each file, aligned with the collector's files.
    private var functions: [LCOVFunctions] = []
    /// A test name that no record has followed yet.
    private var openTest: ByteRange?
    private var records = 0
    /// What the record being read declares of its lines, and how many were listed before it.
    private var record = LCOVTotals.Record()
    /// What the records declare, aligned with the collector's files.
    private var declared = LCOVTotals()
    private var listedLines = 0
    private var negative = 0
    /// Entries of line 0, which is none.
    private var lineless = 0

    init(_ bytes: Bytes) { lines = LineScanner(bytes) }

    mutating func readDocument() throws(ScanError) {
        while let range = lines.nextRange() {
            let line = lines.document.slice(range).trimmedEnd
            if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
            if line.hasPrefix("DA:") {
                try readLine(line.dropping(3), range)
            } else if line.hasPrefix("BRDA:") {
                try readBranch(line.dropping(5), range)
            } else {
                try readOther(line, range)
            }
        }
        if file != nil {
            throw lines.error(
                "the record that begins here has no end_of_record: the file is cut short",
                line: recordStart
            )
        }
        if let openTest {
            throw lines.error("a test name without a record (SF:): the file is cut short", line: openTest)
        }
        if records == 0 { throw ScanError("no record (SF:): this is no LCOV tracefile", at: 0, in: lines.document) }
    }

    private mutating func readOther(_ line: Bytes, _ range: ByteRange) throws(ScanError) {
        if line.equals("end_of_record") {
            guard let file else { throw lines.error("end_of_record without a record (SF:)", line: range) }
            declared.end(record, of: file, listed: listedLines)
            self.file = nil
            records += 1
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0) else {
            throw lines.error("'\(Text.lossy(line, limit: 60))' is no line of an LCOV tracefile", line: range)
        }
        let value = line.dropping(colon + 1)
        switch line.slice(ByteRange(0, colon)) {
        case "SF": try begin(value, range)
        case "TN": openTest = range
        case "FN": try readFunction(value, range)
        case "FNDA": try readFunctionHits(value, range)
        case "FNA": try readFunctionAlias(value, range)
        case "LF": record.lines = try count(value, range)
        case "LH": record.covered = try count(value, range)
        case "FNF": try declare(total: count(value, range), covered: nil, range)
        case "FNH": try declare(total: nil, covered: count(value, range), range)
        case "BRF", "BRH", "FNL", "VER", "MCDC", "MCF", "MCH", "BA": break
        case let key where key.count <= 8 && key.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A || $0 == 0x5F }): break
        default: throw lines.error("'\(Text.lossy(line, limit: 60))' is no line of an LCOV tracefile", line: range)
        }
    }

    private mutating func begin(_ path: Bytes, _ range: ByteRange) throws(ScanError) {
        guard file == nil else {
            throw lines.error("a record begins before the last one has ended (end_of_record)", line: range)
        }
        let path = Text.lossy(path.trimmed(), limit: 4_096)
        guard !path.isEmpty else { throw lines.error("SF: without a path", line: range) }
        let index = collector.file(SourcePath.normalised(path))
        declared.begin(index)
        record = LCOVTotals.Record(before: listedLines)
        if index == functions.count { functions.append(LCOVFunctions()) }
        file = index
        recordStart = range
        openTest = nil
    }

    private func current(_ range: ByteRange) throws(ScanError) -> Int {
        guard let file else { throw lines.error("data outside of a record: no SF: line before it", line: range) }
        return file
    }

    private func count(_ value: Bytes, _ range: ByteRange) throws(ScanError) -> Int {
        guard let count = value.trimmed().parseInt(), count >= 0, count <= 1 << 40 else {
            throw lines.error("'\(Text.lossy(value, limit: 40))' is no count", line: range)
        }
        return count
    }

    /// Reads `DA:line,hits[,checksum]`.
    private mutating func readLine(_ value: Bytes, _ range: ByteRange) throws(ScanError) {
        let file = try current(range)
        guard let comma = value.firstIndex(of: UInt8(ascii: ","), from: 0),
            let number = value.slice(ByteRange(0, comma)).parseInt().flatMap({ UInt32(exactly: $0) })
        else {
            throw lines.error("'DA:\(Text.lossy(value, limit: 40))' is not DA:line,hits", line: range)
        }
        var text = value.dropping(comma + 1)
        if let checksum = text.firstIndex(of: UInt8(ascii: ","), from: 0) { text = text.slice(ByteRange(0, checksum)) }
        let isCovered = try isHit(text, range)
        guard number > 0 else {
            lineless += 1
            return
        }
        collector.add(number, isCovered: isCovered, to: file)
        listedLines += 1
    }

    /// Whether a number of hits is above 0.
    private mutating func isHit(_ text: Bytes, _ range: ByteRange) throws(ScanError) -> Bool {
        if let whole = text.parseInt(), whole >= 0 { return whole > 0 }
        guard let value = text.trimmed().parseDouble() else {
            throw lines.error("'\(Text.lossy(text, limit: 40))' is no number of hits", line: range)
        }
        if value < 0 { negative += 1 }
        return value > 0
    }

    /// Reads `BRDA:line,[e]block,branch,taken`, with `-` for a line that was never reached.
    private mutating func readBranch(_ value: Bytes, _ range: ByteRange) throws(ScanError) {
        let file = try current(range)
        guard let first = value.firstIndex(of: UInt8(ascii: ","), from: 0),
            let last = value.lastIndex(of: UInt8(ascii: ",")), last > first,
            let line = value.slice(ByteRange(0, first)).parseInt().flatMap({ UInt32(exactly: $0) })
        else {
            throw lines.error("'BRDA:\(Text.lossy(value, limit: 40))' is not BRDA:line,block,branch,taken", line: range)
        }
        let taken = value.dropping(last + 1)
        let isTaken = taken.equals("-") ? false : try isHit(taken, range)
        let id = Self.id(value.slice(ByteRange(first + 1, last)))
        collector.add(CoverageCollector.Branch(line: line, id: id, taken: isTaken), to: file)
    }

    /// What tells the branches of a line apart, from the text between the line and the hits: `0,1`, or an expression.
    private static func id(_ text: Bytes) -> UInt64 {
        if let comma = text.firstIndex(of: UInt8(ascii: ","), from: 0),
            let block = text.slice(ByteRange(0, comma)).parseShortInt().flatMap({ UInt32(exactly: $0) }),
            let arm = text.dropping(comma + 1).parseShortInt().flatMap({ UInt32(exactly: $0) })
        {
            return UInt64(block) &<< 32 | UInt64(arm)
        }
        return text.digest | 1 &<< 63
    }

    /// Reads `FN:line,[end,]name`.
    private mutating func readFunction(_ value: Bytes, _ range: ByteRange) throws(ScanError) {
        let file = try current(range)
        guard let comma = value.firstIndex(of: UInt8(ascii: ","), from: 0),
            let line = value.slice(ByteRange(0, comma)).parseInt()
        else { throw lines.error("'FN:\(Text.lossy(value, limit: 40))' is not FN:line,name", line: range) }
        var name = value.dropping(comma + 1)
        if let next = name.firstIndex(of: UInt8(ascii: ","), from: 0), name.slice(ByteRange(0, next)).parseInt() != nil
        {
            name = name.dropping(next + 1)
        }
        functions[file].begins(name.string, line: UInt32(clamping: line))
    }

    /// Reads `FNDA:hits,name`.
    private mutating func readFunctionHits(_ value: Bytes, _ range: ByteRange) throws(ScanError) {
        let file = try current(range)
        guard let comma = value.firstIndex(of: UInt8(ascii: ","), from: 0) else {
            throw lines.error("'FNDA:\(Text.lossy(value, limit: 40))' is not FNDA:hits,name", line: range)
        }
        let isHit = try isHit(value.slice(ByteRange(0, comma)), range)
        functions[file].ran(value.dropping(comma + 1).string, isHit: isHit)
    }

    /// Reads `FNA:index,hits,name` of LCOV 2.
    private mutating func readFunctionAlias(_ value: Bytes, _ range: ByteRange) throws(ScanError) {
        guard let comma = value.firstIndex(of: UInt8(ascii: ","), from: 0) else {
            throw lines.error("'FNA:\(Text.lossy(value, limit: 40))' is not FNA:index,hits,name", line: range)
        }
        try readFunctionHits(value.dropping(comma + 1), range)
    }

    /// Totals of functions stand for the functions where a record does not list them.
    private mutating func declare(total: Int?, covered: Int?, _ range: ByteRange) throws(ScanError) {
        let file = try current(range)
        declared.declare(functions: Fraction(covered: covered ?? 0, total: total ?? 0), of: file)
    }

    mutating func report(into report: inout Report) {
        for index in declared.files.indices {
            let functions = declared.files[index].functions
            if let listed = self.functions[index].count {
                collector.set(functions: listed, of: index)
            } else if functions.total > 0, functions.covered <= functions.total {
                collector.set(functions: functions, of: index)
            }
        }
        let coverage = CoverageResults(files: collector.finish())
        report.coverage = coverage
        if coverage.files.allSatisfy({ $0.lines.isEmpty }), declared.lines ?? 0 == 0 {
            report.warn("no coverable line")
            return
        }
        declared.compare(coverage.files, listed: listedLines, into: &report)
        if collector.strayBranches > 0 {
            report.warn("\(collector.strayBranches) branches on lines without line data are not counted")
        }
        if lineless > 0 { report.warn(CoverageNumbers.lineless(lineless)) }
        if negative > 0 { report.warn("\(negative) negative numbers of hits are read as 0") }
    }
}
