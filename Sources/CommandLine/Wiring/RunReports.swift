import Core
import Reports

/// The files that every run leaves in its folder beside the event log.
enum RunReports {
    static func write(_ summary: RunSummary, to folder: String) throws {
        try OutputFile.write(SummaryCodec.encode(summary), to: folder + "/summary.json")
        try OutputFile.write(ReportForm.json.bytes(summary), to: folder + "/report.json")
        try OutputFile.write(ReportForm.markdown.bytes(summary), to: folder + "/report.md")
        try OutputFile.write(ReportForm.html.bytes(summary), to: folder + "/report.html")
    }
}
