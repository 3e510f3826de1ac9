package import Core

/// A run in at most 40 lines, for a change's own page: what was decided, and what its author does next.
///
/// Everything else is in the report, which the last line leads to.
package enum ChangeComment {
    package static let lineLimit = 40
    /// Bytes: a comment of GitHub takes 65,536 characters.
    package static let limit = 60_000
    private static let listed = 5

    /// By which a program finds the comment that it wrote before; `name` tells several projects of a repository apart.
    package static func marker(_ name: String) -> String {
        let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        return "<!-- assay: \(plain.isEmpty ? "report" : plain) -->"
    }

    /// The comment, its marker first.
    ///
    /// `base`: the run that the change is compared with; nil where none is known.
    /// `link`: where the whole report can be opened.
    package static func text(_ summary: RunSummary, base: RunSummary?, link: String?, name: String = "") -> String {
        let view = ReportView(summary, ReportOptions(listed: listed))
        let headline = view.headline
        let tally = headline.tally.isEmpty ? "" : " (\(headline.tally))"
        var lines = [
            marker(name), "## Assay: \(MarkdownReport.mark(headline.verdict))", "", headline.sentence + tally,
        ]
        for banner in view.banners.prefix(2) { lines.append("> \(short(MarkdownText.inline(banner)))") }
        lines += gates(view, base)
        let parts = [problems(headline), uncovered(view), failures(summary), flaky(summary, view)]
        let foot = self.foot(view, link)
        for part in parts where !part.isEmpty {
            let room = lineLimit - lines.count - foot.count - 1
            guard room >= 2 else { break }
            lines.append("")
            lines += part.prefix(room)
        }
        return (lines + foot).joined(separator: "\n") + "\n"
    }

    private static func gates(_ view: ReportView, _ base: RunSummary?) -> [String] {
        guard !view.gates.isEmpty else { return [] }
        let before = base.map { ReportView($0, ReportOptions(listed: 1)).gates } ?? []
        var lines = ["", "| Gate | Verdict | What | Base |", "| --- | --- | --- | --- |"]
        for gate in view.gates {
            let old = before.first { $0.id == gate.id }
            let what = gate.worst.isEmpty ? gate.tally : gate.worst
            let advisory = gate.blocking ? "" : " (advisory)"
            lines.append(
                "| \(gate.title)\(advisory) | \(MarkdownReport.mark(gate.verdict)) | \(short(MarkdownText.inline(what))) "
                    + "| \(earlier(gate, old)) |"
            )
        }
        return lines
    }

    /// The gate at the base, with the value of the criterion that is told.
    private static func earlier(_ gate: GateView, _ old: GateView?) -> String {
        guard let old else { return "–" }
        let told = gate.criteria.first { $0.verdict == gate.verdict && $0.worst?.values.isEmpty == false }
        let value = told.flatMap { told in old.criteria.first { $0.path == told.path }?.worst?.values.first?.rounded }
        return MarkdownReport.mark(old.verdict) + (value.map { ", \(MarkdownText.inline($0))" } ?? "")
    }

    /// What stands outside the gates: a failed step, a broken report.
    private static func problems(_ headline: Headline) -> [String] {
        let found = headline.reasons.filter { $0.isProblem && $0.verdict.blocks }
        return list(
            "Besides the gates",
            found.count,
            found.prefix(listed).map { reason in
                let finding = reason.finding.isEmpty ? "" : ": \(MarkdownText.sentence(reason.finding))"
                return "\(MarkdownText.sentence(reason.subject))\(finding)"
            }
        )
    }

    private static func uncovered(_ view: ReportView) -> [String] {
        let criteria = view.gates.filter { $0.id == .coverage }.flatMap(\.criteria)
        let found = criteria.filter { $0.path.hasPrefix("new_code") && $0.verdict != .pass }.flatMap(\.offenders)
        return list(
            "New lines that no test reaches",
            found.count,
            found.prefix(listed).map { offender in
                let detail = offender.detail.map { " \(MarkdownText.inline($0))" } ?? ""
                return MarkdownText.code(offender.place ?? offender.name) + detail
            }
        )
    }

    private static func failures(_ summary: RunSummary) -> [String] {
        guard let past = summary.past, past.comparison.previous != nil else {
            let view = EvidenceView(summary.reports, listed: listed)
            let count = view.failed.count + view.unlistedFailed
            return list("Failures", count, view.failed.map { MarkdownText.code($0.title) + " " + first($0.message) })
        }
        let found = past.comparison.newFailures
        let owners = Dictionary(past.groups.flatMap { group in group.tests.map { ($0, group.owner) } }) { first, _ in
            first
        }
        return list(
            "New failures",
            found.count,
            found.prefix(listed).map { change in
                let owner = (owners[change.key] ?? nil).map { ", owner: \(MarkdownText.inline($0))" } ?? ""
                let message = change.message.map { " " + first($0) } ?? ""
                return "\(MarkdownText.code(CleanText.line(change.key.title)))\(message)\(owner)"
            }
        )
    }

    private static func flaky(_ summary: RunSummary, _ view: ReportView) -> [String] {
        let names = summary.past.map { $0.comparison.flaky.map { CleanText.line($0.key.title) } } ?? view.evidence.flaky
        return list("Flaky", names.count, names.prefix(3).map { MarkdownText.code($0) })
    }

    private static func foot(_ view: ReportView, _ link: String?) -> [String] {
        var lines: [String] = []
        if let next = view.headline.next { lines += ["", "**Next:** \(short(MarkdownText.sentence(next)))"] }
        var words = [view.title, view.place].filter { !$0.isEmpty }.map { MarkdownText.inline($0) }
        if let link, link.hasPrefix("https://") || link.hasPrefix("http://") {
            words.append("[whole report](\(link.filter { !" ()<>\n".contains($0) }))")
        }
        return lines + ["", "<sub>\(words.joined(separator: " · "))</sub>"]
    }

    private static func list(_ title: String, _ count: Int, _ rows: [String]) -> [String] {
        guard count > 0 else { return [] }
        let more = count > rows.count ? ["- … \(rows.count) of \(count) shown"] : []
        return ["**\(title)** (\(count))", ""] + rows.map { "- \(short($0))" } + more
    }

    /// The first line of a message.
    private static func first(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return MarkdownText.inline(CleanText.line(line, limit: 160))
    }

    /// A row of several thousand bytes is no row; what is cut has no markup of ours open but `code`.
    private static func short(_ text: String) -> String {
        guard text.utf8.count > 1_200 else { return text }
        let cut = String(decoding: Array(text.utf8.prefix(1_200)), as: UTF8.self)
        let whole = cut.lastIndex(of: "&").map { cut[$0...].contains(";") ? cut : String(cut[..<$0]) } ?? cut
        let open = whole.components("<code>") > whole.components("</code>")
        return whole.filter { $0 != "\u{FFFD}" } + (open ? "…</code>" : "…")
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
