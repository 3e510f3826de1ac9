import Criteria

extension Measures {
    /// Pages without a violation, of all pages or of the one that the cell names; what is to be reviewed is noted only.
    static let cleanPages = statedOr { evidence, criterion, labels in
        let merged = MergedPages(evidence.reports)
        guard !merged.provenance.isEmpty else { return .missing(reason: nil) }
        let pages = labels["page"].map { merged.pages(called: $0) } ?? merged.pages
        if let reason = unscanned(pages, labels) { return .missing(reason: reason) }
        let bad = pages.filter { !$0.violations.isEmpty }
        let hits = bad.flatMap { page in page.violations.map { (page: page, hit: $0) } }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(pages.count - bad.count) / Double(pages.count),
                dimension: .ratio,
                labels: labels,
                samples: pages.count,
                provenance: merged.provenance,
                offenders: offenders(hits),
                notes: review(pages) { _ in true }
            )
        ])
    }

    /// Violations of rules up to the level that the phrase names; a level of which no rule ran is not measured.
    static let wcagViolations = statedOr { evidence, criterion, labels in
        let merged = MergedPages(evidence.reports)
        guard !merged.provenance.isEmpty else { return .missing(reason: nil) }
        let pages = labels["page"].map { merged.pages(called: $0) } ?? merged.pages
        if let reason = unscanned(pages, labels) { return .missing(reason: reason) }
        let level = WCAGLevel(rawValue: criterion.written) ?? .aa
        let levels = merged.tags.mapValues { tags in tags.compactMap { WCAGLevel(tag: $0) }.min() }
        for needed in WCAGLevel.allCases where needed <= level {
            if let page = pages.first(where: { !$0.rulesRun.contains { levels[$0] == needed } }) {
                return .missing(reason: "no rule of level \(needed.rawValue) ran on \(page.url)")
            }
        }
        func counts(_ rule: String) -> Bool { (levels[rule] ?? nil).map { $0 <= level } ?? false }
        let hits = pages.flatMap { page in
            page.violations.filter { counts($0.rule) }.map { (page: page, hit: $0) }
        }
        return .measured([
            Measurement(
                metric: criterion.metric,
                value: Double(hits.count),
                dimension: .count,
                labels: labels,
                samples: pages.count,
                provenance: merged.provenance,
                offenders: offenders(hits),
                notes: ["level \(level.rawValue), the part that can be checked automatically"] + review(pages, counts)
            )
        ])
    }

    /// Why pages prove nothing; nil where each of them was scanned.
    private static func unscanned(_ pages: [AccessibilityResults.Page], _ labels: Labels) -> String? {
        guard !pages.isEmpty else {
            return labels["page"].map { "the page `\($0)` was not scanned" } ?? "the reports list no page"
        }
        return pages.first { $0.rulesRun.isEmpty }.map { "no rule ran on \($0.url)" }
    }

    private static func review(
        _ pages: [AccessibilityResults.Page],
        _ counts: (String) -> Bool
    ) -> [String] {
        let open = pages.flatMap(\.incomplete).filter { counts($0.rule) }
        guard !open.isEmpty else { return [] }
        let rules = Set(open.map(\.rule)).sorted().prefix(5).joined(separator: ", ")
        let verb = open.count == 1 ? "needs" : "need"
        return ["\(plural(open.count, "check")) \(verb) review by a person: \(rules)"]
    }

    /// The gravest first, then those with the most elements.
    private static func offenders(
        _ hits: [(page: AccessibilityResults.Page, hit: AccessibilityResults.Hit)]
    ) -> [Offender] {
        let order = ["critical", "serious", "moderate", "minor"]
        func rank(_ hit: AccessibilityResults.Hit) -> Int { hit.impact.flatMap(order.firstIndex) ?? order.count }
        return hits.sorted { (rank($0.hit), -$0.hit.nodes) < (rank($1.hit), -$1.hit.nodes) }.prefix(offenderLimit)
            .map { page, hit in
                let impact = hit.impact.map { "\($0), " } ?? ""
                return Offender(name: "\(hit.rule) on \(page.url)", detail: "\(impact)\(plural(hit.nodes, "element"))")
            }
    }
}
