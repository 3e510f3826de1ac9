import Core
import Scanning

/// Gathers the files of an Istanbul document.
struct IstanbulReader {
    /// The maps and counters of one file, joined by their ids.
    private struct File {
        var path: String
        /// Both the map of the statements and their counters are there.
        var isMapped: Bool { hasMap && hasCounters }
        var hasMap = false
        var hasCounters = false
        var statementLines = IstanbulMap<UInt32>()
        var statementHits = IstanbulMap<Bool>()
        var functionHits = IstanbulMap<Bool>()
        var functions = IstanbulMap<UInt32>()
        var branchLines = IstanbulMap<UInt32>()
        /// Where the arms of each branch lie in `arms`.
        var branchHits = IstanbulMap<Range<Int>>()
        /// Whether each was taken.
        var arms: [Bool] = []
    }

    private var collector = CoverageCollector()
    /// Aligned with the collector's files.
    private var statements: [Fraction] = []

    mutating func readFile(_ name: String, _ json: inout JSONReader) throws(ScanError) {
        var file = File(path: name)
        let start = json.offset
        try Self.read(&file, &json)
        guard !file.path.isEmpty else { throw json.error("a file without a path", at: start) }
        guard file.isMapped else { throw json.error("a file without statementMap and s", at: start) }
        try check(file, json, at: start)
        add(file)
    }

    private static func read(_ file: inout File, _ json: inout JSONReader) throws(ScanError) {
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path":
                if let path = try json.stringOrSkip() { file.path = CoverageNumbers.path(path) }
            case "statementMap":
                file.hasMap = true
                file.statementLines = try starts(&json)
            case "branchMap": file.branchLines = try starts(&json)
            case "fnMap": file.functions = try starts(&json)
            case "s":
                file.hasCounters = true
                file.statementHits = try hits(&json)
            case "f": file.functionHits = try hits(&json)
            case "b": try readBranches(&file, &json)
            // Older versions wrap the figures.
            case "data":
                if try JSONText.isObject(&json) { try read(&file, &json) }
            default: try json.skipValue()
            }
        }
    }

    /// The first line of each entry of a map.
    private static func starts(_ json: inout JSONReader) throws(ScanError) -> IstanbulMap<UInt32> {
        var lines = IstanbulMap<UInt32>()
        guard try JSONText.isObject(&json) else { return lines }
        try json.beginObject()
        while let key = try json.nextKey() { lines.append(key, CoverageNumbers.line(try startLine(&json)) ?? 0) }
        lines.settle()
        return lines
    }

    private static func startLine(_ json: inout JSONReader) throws(ScanError) -> Int? {
        var line: Int?
        guard try JSONText.isObject(&json) else { return nil }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "start", "loc": line = try startLine(&json) ?? line
            case "line": line = try json.integerOrSkip() ?? line
            default: try json.skipValue()
            }
        }
        return line
    }

    private static func hits(_ json: inout JSONReader) throws(ScanError) -> IstanbulMap<Bool> {
        var hits = IstanbulMap<Bool>()
        guard try JSONText.isObject(&json) else { return hits }
        try json.beginObject()
        while let key = try json.nextKey() { hits.append(key, try json.doubleOrSkip() ?? 0 > 0) }
        hits.settle()
        return hits
    }

    private static func readBranches(_ file: inout File, _ json: inout JSONReader) throws(ScanError) {
        file.branchHits = IstanbulMap<Range<Int>>()
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            guard try JSONText.isArray(&json) else { continue }
            let first = file.arms.count
            try json.beginArray()
            while try json.nextElement() { file.arms.append(try json.doubleOrSkip() ?? 0 > 0) }
            file.branchHits.append(key, first..<file.arms.count)
        }
        file.branchHits.settle()
    }

    /// A counter without an entry in its map, or the other way round, would change the count unseen.
    private func check(_ file: File, _ json: JSONReader, at offset: Int) throws(ScanError) {
        let pairs = [
            ("statements", file.statementLines.ids, file.statementHits.ids),
            ("functions", file.functions.ids, file.functionHits.ids),
            ("branches", file.branchLines.ids, file.branchHits.ids),
        ]
        for (what, mapped, counted) in pairs where mapped != counted {
            let name = Text.clean(file.path, limit: 200)
            throw json.error("\(name) maps \(mapped.count) \(what) and counts \(counted.count)", at: offset)
        }
    }

    /// The maps and their counters have been found to hold the same ids, and are both sorted by them.
    private mutating func add(_ file: File) {
        let index = collector.file(file.path)
        if index == statements.count { statements.append(Fraction()) }
        var lines: [LineCoverage] = []
        lines.reserveCapacity(file.statementLines.values.count)
        for (line, isHit) in zip(file.statementLines.values, file.statementHits.values) {
            statements[index].total += 1
            if isHit { statements[index].covered += 1 }
            if line > 0 { lines.append(LineCoverage(line: line, isCovered: isHit)) }
        }
        if zip(lines, lines.dropFirst()).contains(where: { $0.line > $1.line }) { lines.sort { $0.line < $1.line } }
        var branches: [CoverageCollector.Branch] = []
        for (place, arms) in file.branchHits.values.enumerated() {
            let id = file.branchHits.ids[place] &<< 16
            for (arm, isTaken) in file.arms[arms].enumerated() {
                let identity = id &+ UInt64(truncatingIfNeeded: arm)
                branches.append(.init(line: file.branchLines.values[place], id: identity, taken: isTaken))
            }
        }
        collector.add(sorted: lines, branches: branches, to: index)
        if !file.functionHits.ids.isEmpty {
            let covered = file.functionHits.values.count { $0 }
            collector.add(functions: Fraction(covered: covered, total: file.functionHits.ids.count), to: index)
        }
    }

    mutating func report(into report: inout Report) {
        var files = collector.finish()
        for index in files.indices where statements[index].total > 0 { files[index].statements = statements[index] }
        report.coverage = CoverageResults(files: files)
        if files.allSatisfy({ $0.lines.isEmpty }) { report.warn("no coverable line") }
        if collector.strayBranches > 0 {
            report.warn("\(collector.strayBranches) branches of files without statements are not counted")
        }
    }
}
