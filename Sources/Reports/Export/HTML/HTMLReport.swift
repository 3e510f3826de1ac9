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
        try write(Array(template.render(page(view, summary, details)).utf8))
        try HTMLData(summary, details).write(to: write)
        try write(Array("<script>".utf8) + HTMLPolicy.scriptText + Array("</script>\n\(HTMLTemplate.foot)".utf8))
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
    private static func page(_ view: ReportView, _ summary: RunSummary, _ details: RunDetails) -> [String: Any] {
        var page = first(view, summary, details)
        page["gates"] = sorted(view.gates).map { gate($0, details) }
        page["hasGates"] = !view.gates.isEmpty
        page["files"] = view.files.map(file)
        page["hasFiles"] = !view.files.isEmpty
        page["facts"] = view.facts.map { ["name": $0.name, "value": $0.value] }
        page["hasFacts"] = !view.facts.isEmpty
        page["tests"] = view.evidence.tally.total > 0 ? tests(view.evidence) : false
        page["coverage"] = view.coverage.fileCount > 0 ? coverage(view.coverage, details) : false
        let hasFindings = !view.evidence.scans.isEmpty || !view.evidence.findings.isEmpty || details.news != nil
        page["findings"] = hasFindings ? findings(view.evidence, details.news) : false
        page["performance"] = view.evidence.series.isEmpty ? false : performance(summary, view)
        page["timeline"] = view.steps.isEmpty ? false : timeline(view)
        page["times"] = times(TestTimesView(summary, details))
        let components = ComponentView.all(summary, details)
        page["components"] = components.isEmpty ? false : ["rows": components.map(component)]
        return page
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

    static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.prefix(20).map(\.self)
    }
}
