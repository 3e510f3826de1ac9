package import Core
package import Scanning

/// Istanbul's `coverage-summary.json`: totals, of the whole and of each file.
package enum IstanbulSummaryImporter: Importer {
    package static let format = FormatDescription(
        id: "istanbul-summary",
        title: "Istanbul coverage summary",
        feeds: .coverage
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let keys = head.member("total")?.keys else { return false }
        return ["lines", "statements", "functions", "branches"].allSatisfy { keys.contains($0) }
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("must be an object of files", at: json.offset) }
        var total: CoverageTotals?
        var sum = CoverageTotals()
        var files: [FileCoverage] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            let totals = try totals(&json)
            if key == "total" {
                total = totals
                continue
            }
            sum.add(totals)
            let path = CoverageNumbers.path(key.string)
            var file = FileCoverage(path: path, functions: totals.functions, statements: totals.statements)
            file.unlisted = totals.lines
            files.append(file)
        }
        try json.finish()
        guard let total else { throw json.error("no 'total'", at: 0) }
        // Nothing says which lines are meant: lines and branches stay what the report declares.
        let declared = CoverageTotals(lines: total.lines, branches: total.branches)
        report.coverage = CoverageResults(files: files, declared: declared)
        report.note("a summary only: it says nothing of single lines")
        if files.isEmpty, (total.lines?.total ?? 0) + (total.statements?.total ?? 0) > 0 {
            report.fail("declares \(total.lines?.total ?? 0) lines and lists no file")
        } else if files.isEmpty {
            report.warn("no file")
        }
        let pairs = [
            ("lines", total.lines, sum.lines), ("branches", total.branches, sum.branches),
            ("functions", total.functions, sum.functions), ("statements", total.statements, sum.statements),
        ]
        for (what, total, sum) in pairs where !files.isEmpty {
            CoverageNumbers.compare(what, declared: total, listed: sum ?? Fraction(), into: &report)
        }
    }

    private static func totals(_ json: inout JSONReader) throws(ScanError) -> CoverageTotals {
        var totals = CoverageTotals()
        guard try json.peek() == .object else { throw json.error("a file must be an object", at: json.offset) }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "lines": totals.lines = try CountPair.read(&json, total: "total")
            case "branches": totals.branches = try CountPair.read(&json, total: "total")
            case "functions": totals.functions = try CountPair.read(&json, total: "total")
            case "statements": totals.statements = try CountPair.read(&json, total: "total")
            default: try json.skipValue()
            }
        }
        guard totals.lines != nil, totals.statements != nil else {
            throw json.error("a file without totals of lines and statements", at: json.offset)
        }
        return totals
    }
}
