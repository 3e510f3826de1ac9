import Core
import Scanning

/// A whole summary, as it is read; `SummaryCodec` lays out the parts of it.
struct SummaryDocument: Wired {
    private var version = SummaryCodec.version
    private var run: SummaryRun?
    private var steps: [StepRecord]?
    private var reports: ReportList?
    private var tail = SummaryTail.blank

    static var blank: SummaryDocument { SummaryDocument() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("assay_summary", &version)
        try fields("run", &run)
        try fields("steps", &steps)
        try fields("reports", &reports)
        try tail.visit(&fields)
        guard run != nil, steps != nil, reports != nil else {
            throw fields.wrong("a summary needs \"run\", \"steps\" and \"reports\"")
        }
    }

    private init() {}

    var summary: RunSummary {
        var summary = RunSummary(context: run?.context, steps: steps ?? [], reports: reports?.reports ?? [])
        summary.seconds = run?.seconds ?? 0
        summary.interrupted = run?.interrupted ?? false
        (summary.slice, summary.selection) = (run?.slice, run?.selection)
        (summary.verdict, summary.firstVerdict, summary.banners) = (tail.verdict, tail.firstVerdict, tail.banners)
        (summary.services, summary.carried) = (tail.services, tail.carried)
        (summary.seed, summary.coverage, summary.past) = (tail.seed, tail.coverage, tail.past)
        return summary
    }
}

/// The reports of a summary, which may have been read already.
private struct ReportList: WireValue {
    var reports: [Report]

    func write(to json: inout JSONWriter) { reports.write(to: &json) }

    static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> ReportList {
        _ = try json.peek()
        if let known = memory.known, json.offset == known.list.start {
            json.move(to: known.list.end)
            return ReportList(reports: known.reports)
        }
        return ReportList(reports: try [Report].read(&json, memory))
    }
}
