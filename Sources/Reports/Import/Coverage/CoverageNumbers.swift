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
