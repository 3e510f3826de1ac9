import Core
import Criteria

/// Everything that the text, Markdown and HTML reports tell of a run: clean text, nothing escaped yet.
struct ReportView {
    struct File {
        var path: String
        var format: String
        var tool: String?
        var status: Report.Status
        var size: String
        var step: String?
        var messages: [String]
    }

    var verdict: VerdictView
    var evidence: EvidenceView
    var coverage: CoverageView
    var files: [File]
    /// What, and its value: commit, branch, machine, when.
    var facts: [(name: String, value: String)]
    var title: String

    init(_ summary: RunSummary, _ options: ReportOptions) {
        let listed = max(1, options.listed)
        verdict = VerdictView(summary, options)
        evidence = EvidenceView(summary.reports, listed: listed)
        coverage = CoverageView(summary, listed: listed)
        let order: [Report.Status] = [.error, .warning, .ok]
        files = order.flatMap { status in summary.reports.filter { $0.status == status } }.map(File.init)
        facts = Self.facts(summary)
        title = summary.context.map { "run \(CleanText.line($0.id, limit: 80))" } ?? "reports gathered by hand"
    }

    var headline: Headline { verdict.headline }
    var banners: [String] { verdict.banners }
    var gates: [GateView] { verdict.gates }
    var steps: [StepView] { verdict.steps }

    /// What was judged, for the first line: `main at 4f1c2a9e01, took 1m 4s`; empty where nothing is known.
    var place: String {
        let told = Dictionary(facts.map { ($0.name, $0.value) }) { first, _ in first }
        let branch = told["branch"].map { "on \($0)" }
        let commit = told["commit"].map { "at \($0.prefix(10))" }
        let took = told["took"].map { "took \($0)" }
        return [[branch, commit].compactMap(\.self).joined(separator: " "), took ?? ""].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    private static func facts(_ summary: RunSummary) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if let context = summary.context {
            facts.append(("run", CleanText.line(context.id)))
            if let commit = context.commit { facts.append(("commit", CleanText.line(commit))) }
            if let branch = context.branch { facts.append(("branch", CleanText.line(branch))) }
            facts.append(("started by", CleanText.line(context.trigger) + (context.ci ? ", on CI" : "")))
            facts.append(("started", Display.time(context.started)))
            let memory = Display.rounded(context.machine.memoryBytes, .bytes)
            let cores = Display.count(context.machine.cores, "core")
            facts.append(("machine", "\(cores), \(memory) memory, \(CleanText.line(context.machine.system))"))
        }
        if summary.context != nil || summary.seconds > 0 { facts.append(("took", Display.seconds(summary.seconds))) }
        return facts
    }
}

extension ReportView.File {
    init(_ report: Report) {
        path = CleanText.line(report.path)
        format = CleanText.line(report.format, limit: 80)
        tool = report.tool.map { CleanText.line($0, limit: 120) }
        status = report.status
        size = Display.bytes(report.bytes)
        step = report.step.map { CleanText.line($0) }
        messages = report.remarks.map { "\($0.severity.rawValue): \(CleanText.line($0.words))" }
    }
}
