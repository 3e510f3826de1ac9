package import Core
import Mustache

/// A run as one self-contained page: nothing is fetched, and its policy allows its own script and style alone.
///
/// All that decides is plain HTML, which reads without the script; the script makes the lists explorable.
package enum HTMLReport {
    /// Hands the page to `write` as UTF-8.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var options = options
        options.listed = max(options.listed, Self.listed)
        let view = ReportView(summary, options)
        guard let template else {
            return try TextReport.write(summary, options: options, to: write)
        }
        try write(Array(template.render(page(view, summary)).utf8))
        for block in HTMLData(summary).blocks {
            try write(Array("<script type=\"text/plain\" id=\"\(block.id)\">\(block.text)</script>\n".utf8))
        }
        try write(Array("<script>".utf8) + PackageResources.report_js + Array("</script>\n\(HTMLTemplate.foot)".utf8))
    }

    /// What is listed of tests, findings and files for readers without a script; with it, everything is.
    private static let listed = 200

    /// nil only where the template's text is wrong, which a test would show.
    static let template: MustacheTemplate? = {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        return try? MustacheTemplate(string: HTMLTemplate.page)
    }()

    /// What the template names.
    ///
    /// A missing name would be looked up further out, so that "nothing" is `false`.
    private static func page(_ view: ReportView, _ summary: RunSummary) -> [String: Any] {
        let headline = view.headline
        var page: [String: Any] = [
            "title": view.title, "where": view.place, "word": Display.word(headline.verdict),
            "class": style(headline.verdict),
            "sentence": headline.sentence, "tally": optional(headline.tally), "banners": view.banners,
            "reasons": headline.reasons.prefix(5).map(reason),
            "whyTitle": headline.verdict.blocks ? "Why" : "Worth knowing",
            "hasReasons": !headline.reasons.isEmpty,
            "moreReasons": more(headline.reasons.count - 5), "hasNext": headline.next != nil,
            "next": headline.next.map(sentence) ?? [],
            "gates": view.gates.map(gate), "hasGates": !view.gates.isEmpty,
            "steps": steps(view, summary), "hasSteps": !view.steps.isEmpty,
            "files": view.files.map(file), "hasFiles": !view.files.isEmpty,
            "matrix": matrix(view),
            "facts": view.facts.map { ["name": $0.name, "value": $0.value] }, "hasFacts": !view.facts.isEmpty,
        ]
        page["tests"] = view.evidence.tally.total > 0 ? tests(view.evidence) : false
        page["coverage"] = view.coverage.fileCount > 0 ? coverage(view.coverage) : false
        let hasFindings = !view.evidence.scans.isEmpty || !view.evidence.findings.isEmpty
        page["findings"] = hasFindings ? findings(view.evidence) : false
        page["hasSeries"] = !view.evidence.series.isEmpty
        page["series"] = view.evidence.series.map(series)
        return page
    }

    private static func reason(_ reason: Headline.Reason) -> [String: Any] {
        [
            "word": Display.word(reason.verdict), "class": style(reason.verdict), "subject": sentence(reason.subject),
            "finding": sentence(reason.finding), "place": optional(reason.place),
        ]
    }

    private static func gate(_ gate: GateView) -> [String: Any] {
        [
            "id": gate.id.rawValue, "title": gate.title, "word": Display.word(gate.verdict),
            "class": style(gate.verdict), "tally": gate.tally, "advisory": !gate.blocking,
            "open": gate.verdict != .pass && gate.verdict != .notApplicable,
            "criteria": gate.criteria.map(criterion), "worst": optional(gate.worst),
        ]
    }

    private static func criterion(_ criterion: CriterionView) -> [String: Any] {
        let offenders = criterion.offenders
        let values = criterion.cells.flatMap(\.values)
        let shown = 10
        return [
            "path": criterion.path, "written": criterion.written, "metric": criterion.metric,
            "word": Display.word(criterion.verdict), "class": style(criterion.verdict),
            "open": criterion.isOpen,
            "finding": sentence(criterion.finding), "place": optional(criterion.place),
            "remedy": criterion.remedy.map(sentence) ?? [], "hasRemedy": criterion.remedy != nil,
            "cells": criterion.cells.prefix(200).map(cell), "moreCells": more(criterion.cells.count - 200),
            "hasLabels": criterion.cells.contains { !$0.labels.isEmpty || $0.values.contains { !$0.labels.isEmpty } },
            "hasReasons": criterion.cells.contains { $0.reason != nil }, "hasOffenders": !offenders.isEmpty,
            "offenders": offenders.prefix(shown).map { offender in
                [
                    "place": optional(offender.place), "name": optional(offender.name),
                    "detail": optional(offender.detail),
                ]
            },
            "moreOffenders": more(
                offenders.count + values.reduce(0) { $0 + $1.unlisted } - min(shown, offenders.count)
            ),
            "sources": unique(values.flatMap(\.sources)), "hasSources": !values.isEmpty,
            "grid": criterion.grid.map(grid) ?? false,
            "notes": unique(values.flatMap(\.notes)), "baselines": unique(values.flatMap(\.baselines)),
            "remarks": unique(criterion.remarks),
            "statements": unique(criterion.cells.flatMap(\.statements)),
        ]
    }

    private static func cell(_ cell: CriterionView.Cell) -> [String: Any] {
        let value = cell.values.first
        let labels = cell.labels.isEmpty ? value?.labels ?? "" : cell.labels
        return [
            "labels": labels.isEmpty ? "all" : labels, "word": Display.word(cell.verdict), "class": style(cell.verdict),
            "rounded": value?.rounded ?? "—", "exact": value?.exact ?? "—",
            "samples": value.map { "\($0.samples)" } ?? "—", "reason": cell.reason.map(sentence) ?? [],
            "isEmpty": value == nil,
            "others": cell.values.count > 1 ? "worst of \(cell.values.count)" : false,
        ]
    }

    static func style(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: "good"
        case .fail, .error: "bad"
        case .warn, .waived: "warn"
        case .inconclusive, .notEvaluated: "open"
        case .notApplicable: "none"
        }
    }

    static func optional(_ text: String?) -> Any {
        guard let text, !text.isEmpty else { return false }
        return text
    }

    static func more(_ count: Int) -> Any { count > 0 ? "… and \(count) more" : false }

    /// Text with commands in backticks, in pieces.
    static func sentence(_ text: String) -> [[String: Any]] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        guard parts.count % 2 == 1 else { return [["plain": text, "code": false]] }
        return parts.enumerated().filter { !$0.element.isEmpty }.map { index, part in
            index % 2 == 1 ? ["plain": false, "code": part] : ["plain": part, "code": false]
        }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.prefix(20).map(\.self)
    }
}
