import Core
import Scanning

/// Gathers the files of an `llvm-cov export`.
struct LLVMCoverageReader {
    private var collector = CoverageCollector()
    private var declared = CoverageTotals()
    private var hasSegments = false
    private var files = 0
    /// Lines of files that are counted only, by the collector's files.
    private var unlisted: [Int: Fraction] = [:]

    mutating func readExports(_ json: inout JSONReader) throws(ScanError) {
        guard try json.peek() == .array else { throw json.error("'data' must be a list", at: json.offset) }
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "files":
                    guard try JSONText.isArray(&json) else { continue }
                    try json.beginArray()
                    while try json.nextElement() { try readFile(&json) }
                case "totals": declared.add(try summary(&json))
                default: try json.skipValue()
                }
            }
        }
    }

    private mutating func readFile(_ json: inout JSONReader) throws(ScanError) {
        let start = json.offset
        guard try json.peek() == .object else { throw json.error("a file must be an object", at: start) }
        var name = ""
        var segments: [LLVMSegment] = []
        var branches: [CoverageCollector.Branch] = []
        var totals = CoverageTotals()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "filename": name = CoverageNumbers.path(try json.stringOrSkip() ?? "")
            case "segments":
                hasSegments = true
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() { segments.append(try LLVMSegment.read(&json)) }
            case "branches":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() { try readBranch(&json, into: &branches) }
            case "summary": totals = try summary(&json)
            default: try json.skipValue()
            }
        }
        guard !name.isEmpty else { throw json.error("a file without a name", at: start) }
        files += 1
        let index = collector.file(name)
        guard let runs = LLVMSegment.runs(segments) else {
            throw json.error("the segments of a file must be sorted by line", at: start)
        }
        for run in runs where !collector.add(run.lines, isCovered: run.isCovered, to: index) {
            throw json.error(CoverageNumbers.tooManyLines, at: start)
        }
        for branch in branches { collector.add(branch, to: index) }
        if let functions = totals.functions { collector.add(functions: functions, to: index) }
        if segments.isEmpty, let lines = totals.lines, lines.total > 0 { unlisted[index] = lines }
    }

    /// Reads `[line, column, endLine, endColumn, trueCount, falseCount, …]`: two branches.
    private func readBranch(
        _ json: inout JSONReader,
        into branches: inout [CoverageCollector.Branch]
    ) throws(ScanError) {
        let start = json.offset
        var numbers: [Double] = []
        guard try json.peek() == .array else { throw json.error("a branch must be a list", at: start) }
        try json.beginArray()
        while try json.nextElement() { numbers.append(try json.doubleOrSkip() ?? 0) }
        guard numbers.count >= 6, let line = CoverageNumbers.line(Int(exactly: numbers[0])) else {
            throw json.error("a branch must be [line, column, endLine, endColumn, true, false, …]", at: start)
        }
        let place = UInt64(min(max(0, numbers[1]), 1e6)) << 21 | UInt64(min(max(0, numbers[3]), 1e6)) << 1
        branches.append(.init(line: line, id: place, taken: numbers[4] > 0))
        branches.append(.init(line: line, id: place | 1, taken: numbers[5] > 0))
    }

    private func summary(_ json: inout JSONReader) throws(ScanError) -> CoverageTotals {
        var totals = CoverageTotals()
        guard try JSONText.isObject(&json) else { return totals }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "lines": totals.lines = try CountPair.read(&json, total: "count")
            case "functions": totals.functions = try CountPair.read(&json, total: "count")
            case "branches": totals.branches = try CountPair.read(&json, total: "count")
            default: try json.skipValue()
            }
        }
        return totals
    }

    mutating func report(into report: inout Report) {
        var listed = CoverageResults(files: collector.finish())
        for (index, lines) in unlisted { listed.files[index].unlisted = lines }
        let totals = listed.totals
        report.coverage = listed
        if files > 0, !hasSegments {
            // `--summary-only`: totals without lines.
            report.coverage?.declared = CoverageTotals(lines: declared.lines, branches: declared.branches)
            report.note("a summary only: it says nothing of single lines")
            return
        }
        guard let lines = totals.lines else {
            if let promised = declared.lines, promised.total > 0 {
                report.fail("declares \(promised.total) lines and lists none: nothing shows which are covered")
            } else {
                report.warn("no coverable line")
            }
            return
        }
        CoverageNumbers.compare("lines", declared: declared.lines, listed: lines, repeats: true, into: &report)
        let branches = totals.branches?.total ?? 0
        CoverageNumbers.compare("branches", declared: declared.branches?.total, listed: branches, into: &report)
    }
}

/// A total and the covered part of it, as JSON summaries write them.
enum CountPair {
    static func read(_ json: inout JSONReader, total name: String) throws(ScanError) -> Fraction? {
        var total: Int?
        var covered: Int?
        guard try JSONText.isObject(&json) else { return nil }
        let start = json.offset
        try json.beginObject()
        while let key = try json.nextKey() {
            if key.string == name {
                total = try json.integerOrSkip()
            } else if key == "covered" {
                covered = try json.integerOrSkip()
            } else {
                try json.skipValue()
            }
        }
        guard let total, let covered else { return nil }
        guard 0 <= covered, covered <= total, total <= 1 << 32 else {
            throw json.error("\(covered) covered of \(total) cannot be", at: start)
        }
        return Fraction(covered: covered, total: total)
    }
}
