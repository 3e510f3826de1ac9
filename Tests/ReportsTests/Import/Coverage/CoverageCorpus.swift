import Core
import Criteria
import Reports
import Scanning
import Testing

/// What the manifest of the corpus says of coverage, as far as it can be compared with what is read.
enum CoverageCorpus {
    static let formats: Set<String> = [
        "jacoco", "clover", "go-coverprofile", "istanbul", "llvm-cov", "simplecov", "opencover", "sonar-coverage",
        "gcovr-json", "istanbul-summary", "dotcover-xml", "jmeter-csv", "jmeter-xml", "locust-csv", "wrk", "hyperfine",
        "pytest-benchmark", "google-benchmark", "go-bench", "lizard-csv", "jscpd",
    ]

    /// Whether a cut file is a complete document of its format: nothing in it says how many records were meant.
    static func isCompleteInItself(_ row: Corpus.Row, _ bytes: [UInt8], _ cut: Int, _ report: Report) -> Bool {
        if ["jmeter-csv", "locust-csv", "lizard-csv"].contains(row.format) { return bytes[cut - 1] == 0x0A }
        guard row.format == "go-coverprofile" else { return false }
        // The count of the last block may be cut, which changes no figure: 12 and 1 are both covered.
        let end = bytes[cut...].firstIndex(of: 0x0A) ?? bytes.count
        let line = imported(bytes: Array(bytes[..<end]))
        return bytes[cut - 1] == 0x0A || line.coverage == report.coverage
    }

    /// Checks the figures; false where the format is another.
    static func check(_ report: Report, _ row: Corpus.Row) throws -> Bool {
        guard formats.contains(row.format) else { return false }
        if try LoadCorpus.check(report, row) { return true }
        let coverage = try #require(report.coverage)
        switch row.format {
        case "jacoco": jacoco(coverage, row.figures)
        case "clover": clover(coverage, row.figures)
        case "llvm-cov": llvm(coverage, row.figures)
        case "opencover":
            #expect(coverage.totals.statements?.total == row.figures["sequence_points"]?.int)
            #expect(coverage.totals.statements?.covered == row.figures["sequence_points_visited"]?.int)
        case "gcovr-json":
            #expect(coverage.files.count == row.figures["files"]?.int)
            #expect(coverage.totals.lines?.total ?? 0 == row.figures["line_entries"]?.int)
            #expect(coverage.totals.lines?.covered ?? 0 == row.figures["line_entries_covered"]?.int)
        case "istanbul-summary":
            // Lines and branches are declared only: nothing says which are meant.
            let sorts = [
                ("lines", coverage.declared.lines), ("branches", coverage.declared.branches),
                ("functions", coverage.totals.functions), ("statements", coverage.totals.statements),
            ]
            for (name, fraction) in sorts {
                #expect(fraction?.total == row.figures[name]?["total"]?.int)
                #expect(fraction?.covered == row.figures[name]?["covered"]?.int)
            }
        case "dotcover-xml":
            let statements = coverage.totals.statements
            #expect(statements?.total == row.figures["TotalStatements"]?.string.flatMap { Int($0) })
            #expect(statements?.covered == row.figures["CoveredStatements"]?.string.flatMap { Int($0) })
        default: plain(coverage, row.figures)
        }
        return true
    }

    private static func plain(_ coverage: CoverageResults, _ figures: JSON) {
        #expect(coverage.files.count == figures["files"]?.int ?? coverage.files.count)
        let totals = coverage.totals
        let sorts: [(String, Fraction?)] = [
            ("lines", totals.lines), ("branches", totals.branches), ("functions", totals.functions),
            ("statements", totals.statements),
        ]
        for (name, fraction) in sorts {
            guard let total = figures["\(name)_total"]?.int ?? figures[name]?.int else { continue }
            #expect(fraction?.total ?? 0 == total, "\(name)")
            #expect(fraction?.covered ?? 0 == figures["\(name)_covered"]?.int, "\(name)")
        }
    }

    private static func jacoco(_ coverage: CoverageResults, _ figures: JSON) {
        // The manifest counts elements; two modules may list the same file, but none in the corpus does.
        #expect(coverage.files.count == figures["sourcefiles"]?.int)
        #expect(coverage.totals.lines?.total ?? 0 == figures["line_elements"]?.int)
        #expect(coverage.totals.lines?.covered ?? 0 == figures["line_elements_covered"]?.int)
        let totals = coverage.totals
        for (type, fraction) in [
            ("INSTRUCTION", totals.instructions), ("BRANCH", totals.branches), ("METHOD", totals.functions),
        ] {
            guard let counter = figures["root_counters"]?[type] else { continue }
            #expect(fraction?.covered == counter["covered"]?.int, "\(type)")
            #expect((fraction?.total ?? 0) - (fraction?.covered ?? 0) == counter["missed"]?.int, "\(type)")
        }
    }

    private static func clover(_ coverage: CoverageResults, _ figures: JSON) {
        // The manifest counts lines of type stmt only; ours include the conditions, which are told by their branches.
        let statements = coverage.files.flatMap(\.lines).filter { $0.branches == 0 }
        #expect(coverage.files.count == figures["files"]?.int)
        #expect(statements.count == figures["stmt_lines"]?.int)
        #expect(statements.count(where: \.isCovered) == figures["stmt_lines_covered"]?.int)
        let metrics = figures["project_metrics"]
        let totals = coverage.totals
        for (name, fraction) in [
            ("statements", totals.statements), ("methods", totals.functions),
        ] {
            #expect(fraction?.total == metrics?[name]?.string.flatMap { Int($0) }, "\(name)")
            #expect(fraction?.covered == metrics?["covered\(name)"]?.string.flatMap { Int($0) }, "\(name)")
        }
        // Istanbul does not list the conditions of lines on which no statement begins; what is listed counts.
        let conditionals = metrics?["conditionals"]?.string.flatMap { Int($0) } ?? 0
        #expect(totals.branches?.total ?? 0 <= conditionals)
    }

    private static func llvm(_ coverage: CoverageResults, _ figures: JSON) {
        #expect(coverage.files.count == figures["files"]?.int)
        let declared = figures["totals"]?[0]
        // Regions and instantiations have no counterpart; neither is a line, a branch or a function.
        let sorts: [(String, Fraction?)] = [
            // Two of the files are summaries without a line: their lines are totals that are declared, and no more.
            ("lines", coverage.totals.lines ?? coverage.declared.lines), ("functions", coverage.totals.functions),
            ("branches", coverage.totals.branches),
        ]
        for (name, fraction) in sorts {
            let total = declared?[name]?["count"]?.int ?? 0
            let covered = declared?[name]?["covered"]?.int ?? 0
            if name == "lines", total == 35 {
                // LLVM's summary counts a line once for each function on it, closures too; ours counts it once.
                #expect(fraction == Fraction(covered: 24, total: 27))
                continue
            }
            #expect(fraction?.total ?? 0 == total, "\(name)")
            #expect(fraction?.covered ?? 0 == covered, "\(name)")
        }
    }
}
