import Core

/// What the root of a Cobertura document says of the whole.
struct CoberturaTotals {
    var linesValid: Int?
    var linesCovered: Int?
    var branchesValid: Int?
    var lineRate: Double?

    /// The share of covered lines, by their counts where both are given.
    private var rate: Double? {
        guard let linesValid, let linesCovered else { return lineRate }
        return Fraction(covered: linesCovered, total: linesValid).ratio
    }

    private var words: String {
        guard let linesValid, let linesCovered else { return "a line rate of \(lineRate ?? 0)" }
        return "\(linesCovered) of \(linesValid) lines covered"
    }

    /// Compares it with the lines of all files; `listed` counts them as often as classes list them.
    func compare(
        _ totals: CoverageTotals,
        listed: Fraction,
        repeats: Bool,
        unnamed: Int,
        into report: inout Report
    ) {
        let lines = totals.lines ?? Fraction()
        guard lines.total > 0 else { return withoutLines(unnamed, into: &report) }
        if let rate, [lines, listed].allSatisfy({ CoverageNumbers.contradicts(rate: rate, $0, repeats: repeats) }) {
            report.fail(
                "declares \(words), and lists \(lines.covered) of \(lines.total) lines as covered: it contradicts itself"
            )
        } else if let linesValid, linesValid != lines.total {
            report.warn("declares \(linesValid) lines and lists \(lines.total); what is listed counts")
        } else if let linesCovered, linesCovered != lines.covered {
            report.warn("declares \(linesCovered) covered lines and lists \(lines.covered); what is listed counts")
        } else if linesValid == nil, let lineRate, abs(lineRate - Double(lines.covered) / Double(lines.total)) > 0.01 {
            report.warn(
                "declares a line rate of \(lineRate), but \(lines.covered) of \(lines.total) lines are covered; "
                    + "that counts"
            )
        }
        let branches = totals.branches?.total ?? 0
        if let branchesValid, branchesValid != branches {
            report.warn("declares \(branchesValid) branches and lists \(branches); what is listed counts")
        }
    }

    private func withoutLines(_ unnamed: Int, into report: inout Report) {
        if let linesValid, linesValid > 0 {
            report.fail("declares \(linesValid) lines and lists none: nothing shows which are covered")
        } else if let lineRate, lineRate > 0, linesValid == nil, unnamed > 0 {
            report.fail("declares a line rate of \(lineRate) and lists no line")
        } else {
            report.warn("no coverable line")
        }
    }
}
