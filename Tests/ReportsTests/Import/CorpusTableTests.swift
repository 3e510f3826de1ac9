import Synchronization
import Testing

@Suite(.enabled(if: Corpus.folder != nil, "no corpus: set ASSAY_CORPUS to a folder of reports with a MANIFEST.tsv"))
struct CorpusTableTests {
    private struct Row {
        var files = 0
        var agreed = 0
        var different = 0
        var wrong: [String] = []
    }

    @Test("every file of the manifest agrees with its figures, or differs for a reason that is written down")
    func table() throws {
        var table: [String: Row] = [:]
        for row in Corpus.rows {
            let isWrong = try Self.isWrong(row)
            let differs =
                CorpusDifference.refused[row.path] != nil || CorpusDifference.counted[row.path] != nil
                || CorpusDifference.otherUnit[row.format] != nil
            table[row.format, default: Row()].files += 1
            if isWrong {
                table[row.format, default: Row()].wrong.append(row.path)
            } else if differs {
                table[row.format, default: Row()].different += 1
            } else {
                table[row.format, default: Row()].agreed += 1
            }
        }
        print(Self.text(table))
        let wrong = table.values.flatMap(\.wrong)
        #expect(wrong.isEmpty, "\(wrong)")
        #expect(Corpus.rows.count == Corpus.paths.count, "files of the manifest that nothing compares")
    }

    /// Whether the comparison of the file records an issue.
    private static func isWrong(_ row: Corpus.Row) throws -> Bool {
        let isWrong = Mutex(false)
        try withKnownIssue(isIntermittent: true) {
            try ImportCorpusTests().figures(row)
        } matching: { _ in
            isWrong.withLock { $0 = true }
            return true
        }
        return isWrong.withLock { $0 }
    }

    private static func text(_ table: [String: Row]) -> String {
        func line(_ cells: [String]) -> String {
            let widths = [22, 6, 7, 10]
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            return (padded + cells.dropFirst(widths.count)).joined(separator: " ")
        }
        var lines = [line(["format", "files", "agreed", "different", "wrong"])]
        for (format, row) in table.sorted(by: { $0.key < $1.key }) {
            let counts = [row.files, row.agreed, row.different, row.wrong.count].map(String.init)
            lines.append(line([format] + counts))
        }
        let rows = table.values
        let sums = [
            rows.reduce(0) { $0 + $1.files }, rows.reduce(0) { $0 + $1.agreed }, rows.reduce(0) { $0 + $1.different },
            rows.reduce(0) { $0 + $1.wrong.count },
        ]
        lines.append(line(["all"] + sums.map(String.init)))
        lines += CorpusDifference.refused.sorted { $0.key < $1.key }.map { "refused: \($0.key): \($0.value)" }
        lines += CorpusDifference.otherUnit.sorted { $0.key < $1.key }.map { "other unit: \($0.key): \($0.value)" }
        return lines.joined(separator: "\n")
    }
}
