import Core

/// What the records of a tracefile declare beside the data that they list.
struct LCOVTotals {
    /// The lines that one record declares: `LF` and `LH`.
    struct Record {
        var lines: Int?
        var covered: Int?
        /// How many lines the tracefile had listed before the record.
        var before = 0
    }

    struct File {
        /// Sums over the records that declare both.
        var lines = Fraction()
        var records = 0
        /// Records that declare both.
        var declaring = 0
        /// The largest that a record declares.
        var functions = Fraction()
    }

    /// In the order in which they are named.
    private(set) var files: [File] = []
    /// The sum of what all records declare; nil where none does.
    private(set) var lines: Int?
    /// The first file of a record that declares lines and lists none, with how many.
    private var bare: (file: Int, lines: Int)?

    mutating func begin(_ file: Int) { if file == files.count { files.append(File()) } }

    mutating func declare(functions: Fraction, of file: Int) {
        files[file].functions.total = max(files[file].functions.total, functions.total)
        files[file].functions.covered = max(files[file].functions.covered, functions.covered)
    }

    /// A record of a file ends; `listed` lines of the tracefile were listed by then.
    mutating func end(_ record: Record, of file: Int, listed: Int) {
        files[file].records += 1
        guard let own = record.lines else { return }
        lines = (lines ?? 0) + own
        if own > 0, listed == record.before, bare == nil { bare = (file, own) }
        guard let covered = record.covered else { return }
        files[file].declaring += 1
        files[file].lines = files[file].lines + Fraction(covered: covered, total: own)
    }

    /// Compares what is declared with what is listed: lines that nothing shows, or a lower rate, make it no evidence.
    func compare(_ found: [FileCoverage], listed: Int, into report: inout Report) {
        if let bare {
            let isAll = found.allSatisfy(\.lines.isEmpty)
            let what =
                isAll ? "declares \(lines ?? 0) lines" : "declares \(bare.lines) lines of \(found[bare.file].path)"
            report.fail("\(what) and lists none: nothing shows which are covered")
            return
        }
        for (index, file) in found.enumerated() where contradicts(index, file) {
            let total = file.totals.lines ?? Fraction()
            let own = files[index].lines
            report.fail(
                "declares \(own.covered) of \(own.total) lines of \(file.path) covered (LH, LF), and lists "
                    + "\(total.covered) of \(total.total) (DA): it contradicts itself"
            )
            return
        }
        if let lines, lines != listed {
            report.warn("declares \(lines) lines (LF) and lists \(listed) (DA); what is listed counts")
        }
    }

    private func contradicts(_ index: Int, _ file: FileCoverage) -> Bool {
        let own = files[index]
        guard own.declaring > 0, own.declaring == own.records else { return false }
        let total = file.totals.lines ?? Fraction()
        guard own.records > 1 else {
            return CoverageNumbers.contradicts(own.lines, total, repeats: CoverageNumbers.repeatsLines(file.path))
        }
        // Of several records each covered line is in one at least, but none says how many they share.
        return Double(total.covered - own.lines.covered) > CoverageNumbers.rateTolerance * Double(total.total)
    }
}
