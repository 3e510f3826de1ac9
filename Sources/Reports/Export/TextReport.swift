package import Core

/// A run for a terminal: the verdict and why on the first lines, the evidence below.
package enum TextReport {
    /// Hands the report to `write` in pieces of UTF-8.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var page = TextPage(color: options.colour, width: options.width)
        if options.brief {
            brief(VerdictView(summary, options), past: summary.past, &page)
            return try write(page.bytes)
        }
        let view = ReportView(summary, options)
        headline(view, &page)
        past(summary.past, listed: options.listed, &page)
        gates(view, &page)
        steps(view, &page)
        tests(view.evidence, &page)
        coverage(view.coverage, &page)
        findings(view.evidence, &page)
        performance(view.evidence, &page)
        files(view, &page)
        facts(view, &page)
        recommendations(Recommendation.all(summary, details), &page)
        page.line()
        verdictLine(view.headline, &page)
        try write(page.bytes)
    }

    static func verdictLine(_ headline: Headline, _ page: inout TextPage) {
        let word = page.paint(Display.word(headline.verdict).uppercased(), headline.verdict)
        let tally = headline.tally.isEmpty ? "" : " (\(headline.tally))"
        page.wrapped("\(word)  ", headline.sentence + tally, indent: 6)
    }

    private static func headline(_ view: ReportView, _ page: inout TextPage) {
        verdictLine(view.headline, &page)
        for banner in view.banners { page.wrapped("note: ", page.bold(banner), indent: 6) }
        let shown = view.headline.reasons.prefix(5)
        for reason in shown {
            page.line()
            self.reason(reason, &page)
        }
        let more = view.headline.reasons.count - shown.count
        if more > 0 { page.line("                 … and \(more) more below") }
    }

    /// The last thing above the verdict: a terminal shows the end.
    private static func recommendations(_ all: [Recommendation], _ page: inout TextPage) {
        guard !all.isEmpty else { return }
        page.heading("What to do, the greatest effect first")
        for (index, each) in all.enumerated() {
            let place = each.place.map { " (\($0))" } ?? ""
            page.wrapped("  \(index + 1). ", "\(CleanText.line(each.title))\(place): \(each.effect)", indent: 5)
            if let command = each.command { page.wrapped("     ", page.bold(command), indent: 5) }
        }
    }

    static func reason(_ reason: Headline.Reason, _ page: inout TextPage) {
        let word = page.paint(page.padded(Display.word(reason.verdict), 13), reason.verdict)
        page.wrapped("  \(word)  ", page.bold(reason.subject), indent: 17)
        if !reason.finding.isEmpty { page.wrapped("", reason.finding, indent: 17) }
        if let place = reason.place { page.wrapped("", "at \(place)", indent: 17) }
        if let remedy = reason.remedy { page.wrapped("", "→ \(remedy)", indent: 17) }
    }

    private static func gates(_ view: ReportView, _ page: inout TextPage) {
        guard !view.gates.isEmpty else { return }
        page.heading("Gates")
        for gate in view.gates {
            gateLine(gate, &page)
            for criterion in gate.criteria where criterion.isOpen {
                self.criterion(criterion, &page)
            }
            notApplicable(gate, &page)
        }
    }

    /// What was not judged, and why: nothing falls away in silence.
    static func notApplicable(_ gate: GateView, _ page: inout TextPage) {
        for criterion in gate.criteria where criterion.verdict == .notApplicable {
            let reason = criterion.worst?.reason ?? "nothing to measure"
            page.wrapped("    ", "\(criterion.path): not applicable: \(reason)", indent: 6)
        }
    }

    static func gateLine(_ gate: GateView, _ page: inout TextPage) {
        let advisory = gate.blocking ? "" : ", advisory"
        let word = page.paint(page.padded(Display.word(gate.verdict), 13), gate.verdict)
        page.line("  \(word)  \(page.padded(gate.title, 12))  \(gate.tally)\(advisory)")
    }

    static func criterion(_ criterion: CriterionView, _ page: inout TextPage) {
        let place = criterion.place.map { "  (\($0))" } ?? ""
        page.wrapped("    ", "\(page.bold(criterion.path)): \(criterion.written)\(place)", indent: 6)
        if let grid = criterion.grid { self.grid(grid, &page) }
        let open = criterion.cells.filter(\.isOpen)
        for cell in open.prefix(8) {
            let labels = cell.labels.isEmpty ? "" : "[\(cell.labels)] "
            let word = page.paint(Display.word(cell.verdict), cell.verdict)
            var text = "\(labels)\(word)"
            if let value = cell.values.first {
                let exact = value.exact == value.rounded ? "" : " (exactly \(value.exact))"
                text += ": \(value.rounded)\(exact), \(Display.count(value.samples, "sample"))"
                if !value.labels.isEmpty, value.labels != cell.labels { text += ", \(value.labels)" }
            }
            if let reason = cell.reason { text += ": \(reason)" }
            page.wrapped("      ", text, indent: 8)
            for statement in cell.statements { page.wrapped("        ", page.dim(statement), indent: 10) }
            if let value = cell.values.first {
                for source in value.sources.prefix(3) {
                    page.wrapped("        ", page.dim("from \(source)"), indent: 10)
                }
                for line in value.baselines.prefix(8) { page.wrapped("        ", page.dim(line), indent: 10) }
                for note in value.notes.prefix(3) { page.wrapped("        ", page.dim(note), indent: 10) }
            }
            let offenders = cell.values.flatMap(\.offenders)
            for offender in offenders.prefix(5) { page.wrapped("        ", "• \(offender.text)", indent: 10) }
            let total = offenders.count + cell.values.reduce(0) { $0 + $1.unlisted }
            if total > min(5, offenders.count) { page.line("        … \(min(5, offenders.count)) of \(total) shown") }
        }
        if open.count > 8 { page.line("      … \(Display.count(open.count - 8, "cell")) more") }
        if criterion.cells.isEmpty { page.line("      no cell to judge") }
        for remark in criterion.remarks { page.wrapped("      ", remark, indent: 8) }
        if let remedy = criterion.remedy { page.wrapped("      ", "→ \(remedy)", indent: 8) }
    }

    private static func steps(_ view: ReportView, _ page: inout TextPage) {
        guard !view.steps.isEmpty else { return }
        page.heading("Steps")
        let order: [StepView.Status] = [.failed, .cancelled, .found, .flaky, .skipped, .passed]
        let names = min(40, view.steps.map { page.columns($0.name) }.max() ?? 0)
        for step in order.flatMap({ status in view.steps.filter { $0.status == status } }) {
            let color: Verdict =
                switch step.status {
                case .passed: .pass
                case .flaky, .found: .warn
                case .failed: step.allowFailure ? .warn : .fail
                case .skipped: .notApplicable
                case .cancelled: .notEvaluated
                }
            let time = step.tries == 0 ? "" : Display.seconds(step.seconds)
            let word = page.paint(page.padded(step.status.rawValue, 9), color)
            let head = "  \(word)  \(page.padded(time, 9, left: true))  \(page.padded(step.name, names))"
            page.wrapped("", "\(head)  \(step.detail)", indent: 24)
            if step.status == .failed { output(step, &page) }
        }
    }

    /// Where a failed step's output is, and its last lines.
    static func output(_ step: StepView, _ page: inout TextPage) {
        if let log = step.log { page.line("        log: \(log)") }
        for line in step.output { page.line(page.dim("        │ \(line)")) }
    }
}
