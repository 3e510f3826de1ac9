import Core

/// The first screen: the verdict and why, the gates, what broke, and what to do.
extension HTMLReport {
    static func first(_ view: ReportView, _ summary: RunSummary, _ details: RunDetails) -> [String: Any] {
        let headline = view.headline
        let failures = FailuresView(summary, details)
        let matrix = Self.matrix(view)
        let recommendations = Recommendation.all(summary, details)
        return [
            "title": view.title, "where": view.place, "word": Display.word(headline.verdict),
            "class": style(headline.verdict), "sentence": headline.sentence, "tally": optional(headline.tally),
            "banners": view.banners, "reasons": headline.reasons.prefix(5).map(reason),
            "whyTitle": headline.verdict.blocks ? "Why" : "Worth knowing",
            "hasReasons": !headline.reasons.isEmpty, "moreReasons": more(headline.reasons.count - 5),
            "hasNext": headline.next != nil, "next": headline.next.map(sentence) ?? [],
            "figures": figures(view, summary),
            "tiles": TileView.all(summary, details).map(tile), "hasTiles": !view.gates.isEmpty,
            "failures": failures.groups.isEmpty ? false : self.failures(failures),
            "matrix": matrix,
            "past": past(summary),
            "recommendations": recommendations.isEmpty ? false : ["rows": recommendations.map(recommendation)],
        ]
    }

    private static func reason(_ reason: Headline.Reason) -> [String: Any] {
        [
            "word": Display.word(reason.verdict), "class": style(reason.verdict), "subject": sentence(reason.subject),
            "finding": sentence(reason.finding), "place": optional(reason.place),
        ]
    }

    /// What was measured, in a line: tests, coverage, findings.
    private static func figures(_ view: ReportView, _ summary: RunSummary) -> [[String: Any]] {
        var figures: [(String, String)] = []
        let tally = view.evidence.tally
        if tally.total > 0 {
            let parts = [
                (tally.failed + tally.errors, "failed"), (tally.flaky, "flaky"), (tally.skipped, "skipped"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let words = parts.isEmpty ? "all passed" : parts.joined(separator: ", ")
            figures.append(("tests", "\(Display.count(tally.total, "test")): \(words)"))
        }
        if let lines = view.coverage.totals.first {
            figures.append(("coverage", "\(lines.name) \(Display.share(lines.fraction))"))
        }
        if !view.evidence.scans.isEmpty || !view.evidence.findings.isEmpty {
            let counts = view.evidence.findingCounts
            figures.append(("findings", counts.isEmpty ? "no finding" : "findings: " + counts.joined(separator: ", ")))
        }
        if !view.steps.isEmpty {
            figures.append(
                ("timeline", "\(Display.count(view.steps.count, "step")) in \(Display.seconds(summary.seconds))")
            )
        }
        return figures.map { ["section": $0.0, "text": $0.1] }
    }

    private static func tile(_ tile: TileView) -> [String: Any] {
        // The sign says where the figure went, the colour whether that is good.
        let sign = tile.change.hasSuffix(" more") ? "▲" : tile.change.hasSuffix(" less") ? "▼" : "="
        let points = tile.points
        let label = "\(Display.count(points.count, "run")), oldest first"
        return [
            "id": tile.id.rawValue, "title": tile.title, "class": tile.verdict.map(style) ?? "none",
            "word": tile.verdict.map(Display.word) ?? "not asked", "isThere": tile.verdict != nil,
            "advisory": tile.verdict != nil && !tile.blocking,
            "tally": tile.tally, "actual": optional(tile.actual), "asked": optional(tile.asked),
            "criterion": optional(tile.criterion), "cell": optional(tile.cell),
            "change": optional(tile.change), "sign": sign,
            "trend": tile.trend.rawValue, "basis": tile.basis,
            "spark": HTMLPicture.line(points, label: label),
        ]
    }

    private static func failures(_ view: FailuresView) -> [String: Any] {
        let title = !view.isCompared ? "Failures" : view.newCount > 0 ? "New failures" : "Still failing"
        let known = view.total - view.newCount
        let tally =
            view.isCompared && view.newCount > 0 && known > 0 ? "\(view.newCount) new, \(known) known" : "\(view.total)"
        return [
            "heading": title, "count": tally, "more": more(view.unlisted),
            "groups": view.groups.map { group in
                [
                    "signature": group.signature, "owner": optional(group.owner),
                    "size": group.total > 1 ? Display.count(group.total, "test") : false,
                    "isNew": group.isNew && view.isCompared, "place": optional(group.place),
                    "command": optional(group.command),
                    "tests": group.tests.map { test in
                        ["title": test.title, "strip": HTMLPicture.strip(test.strip), "since": optional(test.since)]
                    },
                    "moreTests": more(group.total - group.tests.count),
                ] as [String: Any]
            },
        ]
    }

    /// What the history says besides: fixed tests, alerts, quarantined ones.
    private static func past(_ summary: RunSummary) -> Any {
        guard let past = summary.past else { return false }
        let shown: Set<String> = ["Alerts", "Fixed", "Quarantined: they decide nothing", "Tests that are gone"]
        let view = PastView(past, listed: 10)
        let sections = view.sections.filter { shown.contains($0.title) }
        guard !sections.isEmpty || !view.remarks.isEmpty else { return false }
        return [
            "lists": sections.map { section in
                [
                    "name": section.title, "number": "\(section.total)",
                    "rows": section.rows.map { ["subject": $0.subject, "detail": optional($0.detail)] },
                    "more": more(section.total - section.rows.count),
                ] as [String: Any]
            },
            "remarks": view.remarks,
        ] as [String: Any]
    }

    private static func recommendation(_ each: Recommendation) -> [String: Any] {
        [
            "what": sentence(each.title), "evidence": sentence(each.evidence), "effect": each.effect,
            "command": optional(each.command), "place": optional(each.place),
        ]
    }
}
