package import Core
package import Scanning

extension CoverageResults: Wired {
    package static var blank: CoverageResults { CoverageResults() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("declared", &declared, usual: CoverageTotals())
        try fields("roots", &roots)
        try fields("files", &files)
    }
}

extension CoverageTotals: Wired {
    package static var blank: CoverageTotals { CoverageTotals() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("lines", &lines)
        try fields("branches", &branches)
        try fields("functions", &functions)
        try fields("statements", &statements)
        try fields("instructions", &instructions)
    }
}

extension CoverageSummary: Wired {
    package static var blank: CoverageSummary { CoverageSummary() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("totals", &totals)
        try fields("files", &files)
        try fields("components", &components)
    }
}

extension CoverageSummary.Row: Wired {
    package static var blank: CoverageSummary.Row { CoverageSummary.Row(name: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "name", &name)
        try fields("lines", &lines)
        try fields("branches", &branches)
        try fields("missed", &missed, usual: "")
    }
}

extension FileCoverage: WireValue {
    package func write(to json: inout JSONWriter) { Row(self).write(to: &json) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> FileCoverage {
        let start = json.offset
        let row = try Row.read(&json, memory)
        var file = row.file
        guard
            let lines = memory.lines.lines(
                covered: row.covered?.raw,
                missed: row.missed?.raw,
                branches: row.branches?.raw
            )
        else {
            let message =
                memory.lines.left < 0
                ? "more than \(LineRangeReader.maximumLines) lines of coverage" : "ranges of lines that cannot be read"
            throw json.error("\(message) in the coverage of '\(Text.clean(file.path, limit: 120))'", at: start)
        }
        file.lines = lines
        return file
    }
}

/// A file's coverage with its lines as three texts.
private struct Row: Wired {
    /// Lines as they are written, or the bytes of the document that they are read from.
    struct Ranges: WireValue {
        var lines: LineRanges?
        var raw: Bytes?

        /// nil where there are none: they are left out.
        init?(_ lines: LineRanges) {
            guard !lines.isEmpty else { return nil }
            self.lines = lines
        }

        private init(raw: Bytes) { self.raw = raw }

        func write(to json: inout JSONWriter) { json.append(lines?.text ?? "") }

        static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Ranges {
            Ranges(raw: try json.readRawString().raw)
        }
    }

    var file = FileCoverage(path: "")
    var covered: Ranges?
    var missed: Ranges?
    var branches: Ranges?

    static var blank: Row { Row() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "path", &file.path)
        try fields("covered", &covered)
        try fields("missed", &missed)
        try fields("branches", &branches)
        try fields("functions", &file.functions)
        try fields("statements", &file.statements)
        try fields("instructions", &file.instructions)
        try fields("unlisted", &file.unlisted)
        try fields("module", &file.module)
    }

    private init() {}

    init(_ file: FileCoverage) {
        self.file = file
        covered = Ranges(LineRanges(file.lines, .covered))
        missed = Ranges(LineRanges(file.lines, .missed))
        branches = Ranges(LineRanges(file.lines, .branches))
    }
}
