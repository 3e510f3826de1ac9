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
        var statementLines: [String: UInt32] = [:]
        var statementHits: [String: UInt32] = [:]
        var functionHits: [String: UInt32] = [:]
        var functions: Set<String> = []
        var branchLines: [String: UInt32] = [:]
        var branchHits: [String: [UInt32]] = [:]
    }

    private var collector = CoverageCollector(.sameRun)
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
            case "fnMap": file.functions = Set(try starts(&json).keys)
            case "s":
                file.hasCounters = true
                file.statementHits = try counts(&json)
            case "f": file.functionHits = try counts(&json)
            case "b": file.branchHits = try lists(&json)
            // Older versions wrap the figures.
            case "data":
                if try JSONText.isObject(&json) { try read(&file, &json) }
            default: try json.skipValue()
            }
        }
    }

    /// The first line of each entry of a map.
    private static func starts(_ json: inout JSONReader) throws(ScanError) -> [String: UInt32] {
        var lines: [String: UInt32] = [:]
        guard try JSONText.isObject(&json) else { return lines }
        try json.beginObject()
        while let key = try json.nextKey() {
            lines[key.string] = CoverageNumbers.line(try startLine(&json)) ?? 0
        }
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

    private static func counts(_ json: inout JSONReader) throws(ScanError) -> [String: UInt32] {
        var counts: [String: UInt32] = [:]
        guard try JSONText.isObject(&json) else { return counts }
        try json.beginObject()
        while let key = try json.nextKey() {
            counts[key.string] = CoverageNumbers.hits(try json.doubleOrSkip() ?? 0)
        }
        return counts
    }

    private static func lists(_ json: inout JSONReader) throws(ScanError) -> [String: [UInt32]] {
        var lists: [String: [UInt32]] = [:]
        guard try JSONText.isObject(&json) else { return lists }
        try json.beginObject()
        while let key = try json.nextKey() {
            var arms: [UInt32] = []
            guard try JSONText.isArray(&json) else { continue }
            try json.beginArray()
            while try json.nextElement() { arms.append(CoverageNumbers.hits(try json.doubleOrSkip() ?? 0)) }
            lists[key.string] = arms
        }
        return lists
    }

    /// A counter without an entry in its map, or the other way round, would change the count unseen.
    private func check(_ file: File, _ json: JSONReader, at offset: Int) throws(ScanError) {
        let pairs: [(String, Set<String>, Set<String>)] = [
            ("statements", Set(file.statementLines.keys), Set(file.statementHits.keys)),
            ("functions", file.functions, Set(file.functionHits.keys)),
            ("branches", Set(file.branchLines.keys), Set(file.branchHits.keys)),
        ]
        for (what, mapped, counted) in pairs where mapped != counted {
            let name = JSONText.clean(file.path, limit: 200)
            throw json.error("\(name) maps \(mapped.count) \(what) and counts \(counted.count)", at: offset)
        }
    }

    private mutating func add(_ file: File) {
        let index = collector.file(file.path)
        if index == statements.count { statements.append(Fraction()) }
        var lines: [UInt32: UInt32] = [:]
        for (id, hits) in file.statementHits {
            statements[index].total += 1
            if hits > 0 { statements[index].covered += 1 }
            if let line = file.statementLines[id], line > 0 { lines[line] = max(lines[line] ?? 0, hits) }
        }
        var branches: [CoverageCollector.Branch] = []
        for (id, arms) in file.branchHits {
            var id = id
            for (arm, hits) in arms.enumerated() {
                let identity = id.withUTF8 { CoverageNumbers.identity(Bytes($0), arm) }
                branches.append(.init(line: file.branchLines[id] ?? 0, id: identity, taken: hits > 0))
            }
        }
        collector.add(lines, branches: branches, to: index)
        if !file.functionHits.isEmpty {
            let covered = file.functionHits.values.count { $0 > 0 }
            collector.add(functions: Fraction(covered: covered, total: file.functionHits.count), to: index)
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
