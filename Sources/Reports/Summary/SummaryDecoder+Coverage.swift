import Core
import Scanning

extension SummaryDecoder {
    static func coverage(_ json: inout JSONReader, _ scratch: inout SummaryScratch) throws(ScanError) -> CoverageResults
    {
        var results = CoverageResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "declared": results.declared = try totals(&json)
            case "roots": results.roots = try json.words()
            case "files":
                try json.beginArray()
                while try json.nextElement() { results.files.append(try file(&json, &scratch)) }
            default: try json.skipValue()
            }
        }
        return results
    }

    static func judgedCoverage(_ json: inout JSONReader) throws(ScanError) -> CoverageSummary {
        var coverage = CoverageSummary()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "totals": coverage.totals = try totals(&json)
            case "files": coverage.files = try json.list(row)
            case "components": coverage.components = try json.list(row)
            default: try json.skipValue()
            }
        }
        return coverage
    }

    private static func row(_ json: inout JSONReader) throws(ScanError) -> CoverageSummary.Row {
        let start = json.offset
        var name: String?
        var row = CoverageSummary.Row(name: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": name = try json.readString()
            case "lines": row.lines = try json.fraction()
            case "branches": row.branches = try json.fraction()
            case "missed": row.missed = try json.readString()
            default: try json.skipValue()
            }
        }
        row.name = try json.required(name, "name", start)
        return row
    }

    private static func totals(_ json: inout JSONReader) throws(ScanError) -> CoverageTotals {
        var totals = CoverageTotals()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "lines": totals.lines = try json.fraction()
            case "branches": totals.branches = try json.fraction()
            case "functions": totals.functions = try json.fraction()
            case "statements": totals.statements = try json.fraction()
            case "instructions": totals.instructions = try json.fraction()
            default: try json.skipValue()
            }
        }
        return totals
    }

    private static func file(
        _ json: inout JSONReader,
        _ scratch: inout SummaryScratch
    ) throws(ScanError) -> FileCoverage {
        let start = json.offset
        var path: String?
        var covered: Bytes?
        var missed: Bytes?
        var branches: Bytes?
        var file = FileCoverage(path: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path": path = try json.readString(&scratch.texts)
            case "covered": covered = try json.readRawString().raw
            case "missed": missed = try json.readRawString().raw
            case "branches": branches = try json.readRawString().raw
            case "functions": file.functions = try json.fraction()
            case "statements": file.statements = try json.fraction()
            case "instructions": file.instructions = try json.fraction()
            case "unlisted": file.unlisted = try json.fraction()
            case "module": file.module = try json.readString(&scratch.texts)
            default: try json.skipValue()
            }
        }
        file.path = try json.required(path, "path", start)
        guard let read = scratch.lines.lines(covered: covered, missed: missed, branches: branches) else {
            let message =
                scratch.lines.left < 0
                ? "more than \(LineRangeReader.maximumLines) lines of coverage" : "ranges of lines that cannot be read"
            throw json.error("\(message) in the coverage of '\(CleanText.line(file.path, limit: 120))'", at: start)
        }
        file.lines = read
        return file
    }
}
