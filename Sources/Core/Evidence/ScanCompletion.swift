/// Joins two reports of one scan: where one says what was examined and the other which rules ran, each has half of it.
///
/// semgrep's JSON names the files and no rule that found nothing, its SARIF lists the rules and no file.
enum ScanCompletion {
    private struct Place {
        var report: Int
        var scan: Int
    }

    /// What one tool reported in one step.
    private struct Halves {
        var scoped: [Place] = []
        var ruled: [Place] = []
    }

    private struct Key: Hashable {
        var step: String?
        var tool: String
        var labels: Labels
    }

    /// The reports with what belongs together joined; where it is not sure to be one scan, nothing changes.
    static func completed(_ reports: [Report]) -> [Report] {
        var found: [Key: Halves] = [:]
        for report in reports.indices {
            for (index, scan) in (reports[report].findings?.scans ?? []).enumerated() {
                let tool = KnownTool.named(scan.tool)?.name ?? scan.tool.lowercased()
                let key = Key(step: reports[report].step, tool: tool, labels: reports[report].labels)
                let isSARIF = reports[report].format == "sarif"
                if !isSARIF, scan.statesScope {
                    found[key, default: Halves()].scoped.append(Place(report: report, scan: index))
                }
                if isSARIF, !scan.rules.isEmpty, !scan.statesScope {
                    found[key, default: Halves()].ruled.append(Place(report: report, scan: index))
                }
            }
        }
        let pairs = found.values.filter { $0.scoped.count == 1 && $0.ruled.count == 1 }
        guard !pairs.isEmpty else { return reports }
        var completed = reports
        for pair in pairs { join(pair.scoped[0], pair.ruled[0], &completed) }
        return completed
    }

    private static func join(_ scoped: Place, _ ruled: Place, _ reports: inout [Report]) {
        guard let own = reports[scoped.report].findings, let other = reports[ruled.report].findings else { return }
        let (scan, rules) = (own.scans[scoped.scan], other.scans[ruled.scan])
        guard scan.version == nil || rules.version == nil || scan.version == rules.version else { return }
        let mine = own.findings.indices.filter { own.findings[$0].tool == scan.tool }
        let theirs = other.findings.filter { $0.tool == rules.tool }
        // One scan finds the same, whichever way it tells of it.
        guard Set(mine.map { Spot(own.findings[$0]) }) == Set(theirs.map(Spot.init)) else { return }
        reports[ruled.report].findings?.scans[ruled.scan].filesExamined = scan.filesExamined
        reports[ruled.report].findings?.scans[ruled.scan].files = scan.files
        reports[ruled.report].findings?.scans[ruled.scan].declared = scan.declared
        // A finding that both tell of is one problem, which takes one mark to know it by.
        let marks = Dictionary(theirs.map { (Spot($0), $0) }) { first, _ in first }
        for index in mine {
            guard let mark = marks[Spot(own.findings[index])] else { continue }
            reports[scoped.report].findings?.findings[index].fingerprint = mark.fingerprint
            reports[scoped.report].findings?.findings[index].column = mark.column
            reports[scoped.report].findings?.findings[index].rule = mark.rule
            if mark.fingerprint == nil { reports[scoped.report].findings?.findings[index].message = mark.message }
        }
    }

    /// A place with the last part of a rule's name: what stands before it is the folder that the rule was read from.
    private struct Spot: Hashable {
        var rule: Substring
        var file: String?
        var line: Int?

        init(_ finding: Finding) {
            rule = finding.rule.split(separator: ".").last ?? ""
            file = finding.file
            line = finding.line
        }
    }
}
