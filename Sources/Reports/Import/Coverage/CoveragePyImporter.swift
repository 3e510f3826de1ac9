package import Core
package import Scanning

/// coverage.py's own JSON (`coverage json`), of any version.
package enum CoveragePyImporter: Importer {
    package static let format = FormatDescription(id: "coverage-py", title: "coverage.py JSON", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("meta")?.keys.contains("branch_coverage") == true && head.member("files") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reader = CoveragePyReader()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "files": try reader.readFiles(&json)
            case "totals": try reader.readTotals(&json)
            default: try json.skipValue()
            }
        }
        try json.finish()
        try reader.report(into: &report, json)
    }
}

/// Gathers the files of coverage.py's JSON.
private struct CoveragePyReader {
    private var collector = CoverageCollector()
    private var hasFiles = false
    /// Lines, as the totals count them.
    private var declared: (total: Int?, covered: Int?)

    /// What is said of a file, and again of each function in it.
    private struct Region {
        var executed: [UInt32]?
        var missing: [UInt32]?
        var branches: [CoverageCollector.Branch] = []
        var functions = Fraction()
    }

    mutating func readFiles(_ json: inout JSONReader) throws(ScanError) {
        hasFiles = true
        try json.beginObject()
        while let name = try json.nextKey() {
            let path = CoverageNumbers.path(name.string)
            let start = json.offset
            let region = try self.region(&json)
            guard let executed = region.executed, let missing = region.missing, !path.isEmpty else {
                throw json.error("a file without its name, executed_lines and missing_lines", at: start)
            }
            let index = collector.file(path)
            for line in executed { collector.add(LineCoverage(line: line, isCovered: true), to: index) }
            for line in missing { collector.add(LineCoverage(line: line, isCovered: false), to: index) }
            for branch in region.branches { collector.add(branch, to: index) }
            if region.functions.total > 0 { collector.add(functions: region.functions, to: index) }
        }
    }

    private func region(_ json: inout JSONReader) throws(ScanError) -> Region {
        var region = Region()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "executed_lines": region.executed = try lines(&json)
            case "missing_lines": region.missing = try lines(&json)
            case "executed_branches": try addBranches(&json, isTaken: true, to: &region)
            case "missing_branches": try addBranches(&json, isTaken: false, to: &region)
            case "functions": region.functions = try functions(&json)
            default: try json.skipValue()
            }
        }
        return region
    }

    /// Functions that hold a statement; what stands outside of all has no name.
    private func functions(_ json: inout JSONReader) throws(ScanError) -> Fraction {
        var functions = Fraction()
        try json.beginObject()
        while let name = try json.nextKey() {
            let region = try self.region(&json)
            let executed = region.executed?.isEmpty == false
            guard !name.string.isEmpty, executed || region.missing?.isEmpty == false else { continue }
            functions.total += 1
            if executed { functions.covered += 1 }
        }
        return functions
    }

    private func lines(_ json: inout JSONReader) throws(ScanError) -> [UInt32] {
        var lines: [UInt32] = []
        try json.beginArray()
        while try json.nextElement() {
            let start = json.offset
            guard let line = CoverageNumbers.line(try json.readInteger()) else {
                throw json.error("a line must be a number above 0", at: start)
            }
            lines.append(line)
        }
        return lines
    }

    /// Reads `[[line, target], …]`; a target below 0 leaves the function.
    private func addBranches(
        _ json: inout JSONReader,
        isTaken: Bool,
        to region: inout Region
    ) throws(ScanError) {
        try json.beginArray()
        while try json.nextElement() {
            let start = json.offset
            var numbers: [Int] = []
            try json.beginArray()
            while try json.nextElement() { numbers.append(try json.readInteger()) }
            guard numbers.count == 2, let line = CoverageNumbers.line(numbers[0]) else {
                throw json.error("a branch must be [line, target]", at: start)
            }
            region.branches.append(.init(line: line, id: UInt64(bitPattern: Int64(numbers[1])), taken: isTaken))
        }
    }

    mutating func readTotals(_ json: inout JSONReader) throws(ScanError) {
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "num_statements": declared.total = try json.integerOrSkip()
            case "covered_lines": declared.covered = try json.integerOrSkip()
            default: try json.skipValue()
            }
        }
    }

    mutating func report(into report: inout Report, _ json: JSONReader) throws(ScanError) {
        guard hasFiles else { throw json.error("no list of files", at: 0) }
        let coverage = CoverageResults(files: collector.finish())
        report.coverage = coverage
        let lines = coverage.totals.lines ?? Fraction()
        if lines.total == 0 { report.warn("no coverable line") }
        let total = declared.total.map { Fraction(covered: declared.covered ?? lines.covered, total: $0) }
        CoverageNumbers.compare("lines", declared: total, listed: lines, into: &report)
    }
}
