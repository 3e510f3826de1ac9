package import Core

/// A run as a comment on a change: verdict, gates, what fails and why; the rest folded away.
package enum MarkdownReport {
    /// Hands the comment to `write` as UTF-8.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try write(
            Array((parts(summary, details, options).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n").utf8)
        )
    }

    /// What the comment consists of, the most important first; some may be empty.
    static func parts(_ summary: RunSummary, _ known: RunDetails, _ options: ReportOptions) -> [String] {
        let view = ReportView(summary, options)
        let evidence = view.evidence
        let first = [headline(view), past(summary.past, listed: 10), gates(view)]
        let hasFindings = !evidence.scans.isEmpty || !evidence.findings.isEmpty
        let rest = [
            recommendations(Recommendation.all(summary, known)),
            details("Tests", evidence.tally.total > 0, tests(view)),
            details("Steps", !view.steps.isEmpty, steps(view)),
            details("Coverage", view.coverage.fileCount > 0, coverage(view.coverage)),
            details("Findings", hasFindings, findings(evidence)),
            details("Performance", !evidence.series.isEmpty, performance(evidence)),
            details("Reports read", !view.files.isEmpty, files(view)), facts(view),
        ]
        return first + criteria(view) + rest
    }

    /// A mark beside the word, for skimming.
    static func mark(_ verdict: Verdict) -> String {
        let sign =
            switch verdict {
            case .pass: "✅"
            case .fail: "❌"
            case .error: "💥"
            case .warn, .waived: "⚠️"
            case .inconclusive, .notEvaluated: "❔"
            case .notApplicable: "➖"
            }
        return "\(sign) \(Display.word(verdict))"
    }

    private static func headline(_ view: ReportView) -> String {
        let headline = view.headline
        var lines = ["## Assay: \(mark(headline.verdict))", "", headline.sentence]
        if !headline.tally.isEmpty { lines[2] += " (\(headline.tally))" }
        lines += view.banners.flatMap { ["", "> **Note:** \(MarkdownText.inline($0))"] }
        if !headline.reasons.isEmpty { lines.append("") }
        for reason in headline.reasons.prefix(5) {
            let finding = reason.finding.isEmpty ? "" : ": \(MarkdownText.sentence(reason.finding))"
            let place = reason.place.map { " (\(MarkdownText.code($0)))" } ?? ""
            let isName = !reason.subject.utf8.contains(UInt8(ascii: "`"))
            let subject = isName ? MarkdownText.code(reason.subject) : MarkdownText.sentence(reason.subject)
            lines.append("- **\(Display.word(reason.verdict))** \(subject)\(finding)\(place)")
        }
        let more = headline.reasons.count - 5
        if more > 0 { lines.append("- … and \(more) more below") }
        if let next = headline.next { lines += ["", "**Next:** \(MarkdownText.sentence(next))"] }
        return lines.joined(separator: "\n")
    }

    private static func gates(_ view: ReportView) -> String {
        let rows = view.gates.map { gate in
            [gate.title + (gate.blocking ? "" : " (advisory)"), mark(gate.verdict), gate.tally]
        }
        return table(["Gate", "Verdict", "Criteria"], rows)
    }

    /// The worst first, those that block before others.
    private static func criteria(_ view: ReportView) -> [String] {
        let all = view.gates.flatMap { gate in
            gate.criteria.filter { $0.isOpen && $0.verdict != .notApplicable }.map { (gate: gate, criterion: $0) }
        }
        let open = Verdict.allCases.reversed().flatMap { word in
            [true, false].flatMap { blocking in
                all.filter { $0.criterion.verdict == word && $0.gate.blocking == blocking }
                    .map { criterion($0.criterion, $0.gate) }
            }
        }
        let rest = view.gates.flatMap { gate in
            gate.criteria.filter { $0.verdict == .notApplicable }.map { notApplicable($0, gate) }
        }
        return open + [rest.joined(separator: "\n")]
    }

    private static func notApplicable(_ criterion: CriterionView, _ gate: GateView) -> String {
        let path = MarkdownText.code("\(gate.id.rawValue).\(criterion.path)")
        let reason = criterion.worst?.reason ?? "nothing to measure"
        return "- \(path) \(Display.word(.notApplicable)): \(MarkdownText.sentence(reason))"
    }

    private static func criterion(_ criterion: CriterionView, _ gate: GateView) -> String {
        let place = criterion.place.map { " at \(MarkdownText.code($0))" } ?? ""
        let path = MarkdownText.code("\(gate.id.rawValue).\(criterion.path)")
        var lines = ["#### \(mark(criterion.verdict)) \(path)", ""]
        lines.append("Asked: \(MarkdownText.code(criterion.written))\(place)")
        let open = criterion.cells.filter(\.isOpen)
        if !open.isEmpty { lines.append("") }
        for cell in open.prefix(10) {
            let labels = cell.labels.isEmpty ? "" : "\(MarkdownText.code(cell.labels)) "
            var text = "- \(labels)**\(Display.word(cell.verdict))**"
            if let value = cell.values.first {
                let exact = value.exact == value.rounded ? "" : " (exactly \(value.exact))"
                text += " \(MarkdownText.inline(value.rounded + exact)), \(Display.count(value.samples, "sample"))"
                if let source = value.sources.first { text += ", from \(MarkdownText.inline(source))" }
            }
            if let reason = cell.reason { text += ": \(MarkdownText.sentence(reason))" }
            lines.append(text)
            lines += (cell.values.first?.baselines ?? []).prefix(8).map { "  - \(MarkdownText.inline($0))" }
            lines += cell.statements.map { "  - \(MarkdownText.inline($0))" }
            let offenders = cell.values.flatMap(\.offenders)
            lines += offenders.prefix(5).map { "  - \(offender($0))" }
            let total = offenders.count + cell.values.reduce(0) { $0 + $1.unlisted }
            if total > min(5, offenders.count) { lines.append("  - … \(min(5, offenders.count)) of \(total) shown") }
        }
        if open.count > 10 { lines.append("- … \(Display.count(open.count - 10, "cell")) more") }
        if !criterion.remarks.isEmpty { lines.append("") }
        lines += criterion.remarks.map { "- \(MarkdownText.sentence($0))" }
        if let remedy = criterion.remedy { lines += ["", "→ \(MarkdownText.sentence(remedy))"] }
        return lines.joined(separator: "\n")
    }

    private static func offender(_ offender: OffenderView) -> String {
        let what = [offender.name.isEmpty ? nil : offender.name, offender.detail].compactMap(\.self)
            .joined(separator: ": ")
        let text = what.isEmpty ? nil : MarkdownText.inline(what)
        return [offender.place.map(MarkdownText.code), text].compactMap(\.self).joined(separator: " ")
    }

    private static func recommendations(_ all: [Recommendation]) -> String {
        guard !all.isEmpty else { return "" }
        let lines = all.map { each in
            let place = each.place.map { " (\(MarkdownText.code($0)))" } ?? ""
            let command = each.command.map { ": \(MarkdownText.code($0))" } ?? ""
            return "1. \(MarkdownText.sentence(each.title))\(place)\(command) → \(MarkdownText.inline(each.effect))"
        }
        return "#### What to do, the greatest effect first\n\n" + lines.joined(separator: "\n")
    }

    static func table(_ head: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let rule = head.map { _ in "---" }
        return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private static func details(_ title: String, _ isThere: Bool, _ body: @autoclosure () -> String) -> String {
        isThere ? "<details><summary>\(title)</summary>\n\n\(body())\n\n</details>" : ""
    }

    private static func facts(_ view: ReportView) -> String {
        view.facts.isEmpty
            ? ""
            : "<sub>" + view.facts.map { "\($0.name): \(MarkdownText.inline($0.value))" }.joined(separator: " · ")
                + "</sub>"
    }
}
