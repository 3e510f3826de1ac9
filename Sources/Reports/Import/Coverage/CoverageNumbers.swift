import Core
import Scanning

/// What the readers of coverage formats share.
enum CoverageNumbers {
    /// A line number; nil where it cannot be one.
    static func line(_ number: Int?) -> UInt32? { number.flatMap { $0 > 0 ? UInt32(exactly: $0) : nil } }

    static let tooManyLines = "names more than \(CoverageCollector.rangeLimit) lines, more than any project has"

    /// FNV-1a, to tell the branches of a line apart by their names.
    static func identity(_ name: Bytes, _ arm: Int = 0) -> UInt64 {
        var id: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { id = (id ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (id ^ UInt64(truncatingIfNeeded: arm)) &* 0x100_0000_01B3
    }

    /// A path out of a document, made safe; empty where there is none.
    static func path(_ text: String) -> String {
        var text = text
        return SourcePath.normalised(text.withUTF8 { Text.lossy(Bytes($0).trimmed(), limit: 4_096) })
    }

    /// So much may a declared rate lie below the listed one.
    ///
    /// Tools round rates, some to two digits, and count lines that functions share more than once. Real reports differ by less
    /// than a hundredth.
    static let rateTolerance = 0.05

    /// Whether a declared rate is clearly below what is listed: uncovered lines are then missing from the list.
    ///
    /// `repeats` says that lines may honestly be declared more than once, covered or not (closures, generics).
    static func contradicts(_ declared: Fraction, _ listed: Fraction, repeats: Bool = false) -> Bool {
        guard let rate = declared.ratio, contradicts(rate: rate, listed) else { return false }
        return !(repeats && declared.covered >= listed.covered && declared.total <= 2 * listed.total)
    }

    /// As above, where the report does not say of how many units the rate is.
    static func contradicts(rate: Double, _ listed: Fraction, repeats: Bool = false) -> Bool {
        guard let own = listed.ratio, rate.isFinite else { return false }
        return own - rate > (repeats ? repeatsTolerance : rateTolerance)
    }

    /// Whether the compilers of a file's language count the lines of closures and of instances more than once.
    static func repeatsLines(_ path: String) -> Bool {
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return compiled.contains(String(path[path.utf8.index(after: dot)...]))
    }

    /// A quarter of a file's lines are seldom those of closures that never ran.
    private static let repeatsTolerance = 0.25

    private static let compiled: Set<String> = [
        "swift", "rs", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "ipp", "inl", "m", "mm", "cu", "d", "zig",
    ]

    /// Compares the share of covered units that a document declares with the listed one.
    static func compare(
        _ what: String,
        declared: Fraction?,
        listed: Fraction,
        repeats: Bool = false,
        into report: inout Report
    ) {
        guard let declared else { return }
        if contradicts(declared, listed, repeats: repeats) {
            report.fail(
                "declares \(declared.covered) of \(declared.total) \(what) covered and lists \(listed.covered) of "
                    + "\(listed.total): it contradicts itself"
            )
            return
        }
        compare(what, declared: declared.total, listed: listed.total, into: &report)
        guard declared.total == listed.total else { return }
        compare("covered \(what)", declared: declared.covered, listed: listed.covered, into: &report)
    }

    /// Said of entries of line 0.
    static func lineless(_ count: Int) -> String {
        (count == 1 ? "1 entry of line 0 is" : "\(count) entries of line 0 are") + " left out: lines begin at 1"
    }

    /// Says where a document declares another total than it lists.
    static func compare(_ what: String, declared: Int?, listed: Int, into report: inout Report) {
        guard let declared, declared != listed else { return }
        report.warn("declares \(declared) \(what) and lists \(listed); what is listed counts")
    }
}

extension CoverageCollector {
    /// Adds lines with branches whose lines may have no data of their own: each counts where its statement begins.
    mutating func add(_ lines: [UInt32: Bool], branches: [Branch], to index: Int) {
        let sorted = lines.sorted { $0.key < $1.key }
        add(sorted: sorted.map { LineCoverage(line: $0.key, isCovered: $0.value) }, branches: branches, to: index)
    }

    /// As above, for lines that are sorted already; one may occur more than once.
    mutating func add(sorted lines: [LineCoverage], branches: [Branch], to index: Int) {
        for line in lines { add(line, to: index) }
        for var branch in branches {
            var low = 0
            var high = lines.count
            while low < high {
                let middle = (low + high) / 2
                if lines[middle].line <= branch.line { low = middle + 1 } else { high = middle }
            }
            if !lines.isEmpty { branch.line = lines[max(0, low - 1)].line }
            add(branch, to: index)
        }
    }
}
