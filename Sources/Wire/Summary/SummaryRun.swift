import Core
import Scanning

/// What a summary says of the run as a whole, in front of its steps and reports.
struct SummaryRun: Wired {
    var seconds = 0.0
    var interrupted = false
    var context: RunContext?
    var slice: SliceRecord?
    var selection: SelectionRecord?

    static var blank: SummaryRun { SummaryRun() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("seconds", &seconds)
        try fields(flag: "interrupted", &interrupted)
        try fields("context", &context)
        try fields("slice", &slice)
        try fields("selection", &selection)
    }

    private init() {}

    init(_ summary: RunSummary) {
        (seconds, interrupted) = (summary.seconds, summary.interrupted)
        (context, slice, selection) = (summary.context, summary.slice, summary.selection)
    }
}
