import Core
import Scanning

extension HTMLData {
    mutating func addFindings(_ reports: [Report], _ news: FindingComparison?) {
        let open = MergedFinding.all(in: reports).filter { !$0.finding.suppressed }
        let ranks = open.map { EvidenceView.rank($0.finding) }
        let order = open.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        let fixed = news?.fixed ?? []
        guard !open.isEmpty || !fixed.isEmpty else { return }
        var (words, state) = (TextList(), "")
        var columns = [ColumnWriter](repeating: ColumnWriter(), count: 9)
        for index in order {
            let finding = open[index].finding
            let row = EvidenceView.FindingRow(open[index])
            let file = finding.file.map { CleanText.line($0) } ?? ""
            let package = finding.package.map { CleanText.line($0.title) } ?? ""
            let fixed = finding.package?.fixed.map { CleanText.line($0, limit: 200) } ?? ""
            let texts = [row.severity, row.rule, row.tool, file, package, fixed]
            for (column, text) in texts.enumerated() { columns[column].add(words.place(text)) }
            columns[6].add(finding.line ?? 0)
            columns[7].add(ranks[index])
            columns[8].add(row.message)
            state.append(news?.new.contains(index) == true ? "n" : "k")
        }
        for finding in fixed {
            let severity = finding.severity == .unknown ? finding.level.rawValue : finding.severity.rawValue
            let file = finding.file.map { CleanText.line($0) } ?? ""
            let texts = [
                severity, CleanText.line(finding.rule, limit: 200), CleanText.line(finding.tool), file, "", "",
            ]
            for (column, text) in texts.enumerated() { columns[column].add(words.place(text)) }
            columns[6].add(finding.line ?? 0)
            columns[7].add(100)
            columns[8].add(CleanText.line(finding.message))
            state.append("f")
        }
        add(
            "findings",
            ColumnWriter.object([
                "severity": columns[0].bytes, "rule": columns[1].bytes, "tool": columns[2].bytes,
                "file": columns[3].bytes, "package": columns[4].bytes, "fixed": columns[5].bytes,
                "line": columns[6].bytes, "rank": columns[7].bytes, "messages": columns[8].bytes,
                "state": (news == nil ? JSON.null : JSON(state)).serialized(.compact),
                "words": words.json.serialized(.compact),
            ])
        )
    }
}
