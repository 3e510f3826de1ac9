import Criteria

extension Measures {
    /// Pages without a violation, of all pages or of the one that the cell names; what is to be reviewed is noted only.
    static let cleanPages = statedOr { evidence, criterion, labels in
        let merged = MergedPages(evidence.reports)
        guard !merged.provenance.isEmpty else { return .missing(reason: nil) }
        let pages = labels["page"].map { merged.pages(called: $0) } ?? merged.pages
        let checked = pages.filter { $0.isChecked && !$0.isBlank }
        let gap = unscanned(pages, labels)
        guard !checked.isEmpty else { return .missing(reason: gap) }
        let bad = checked.filter { !$0.violations.isEmpty }
        let hits = bad.flatMap { page in page.violations.map { (page: page, hit: $0) } }
        let measurement = Measurement(
            metric: criterion.metric,
            value: Double(checked.count - bad.count) / Double(checked.count),
            dimension: .ratio,
            labels: labels,
            samples: checked.count,
            provenance: merged.provenance,
            offenders: offenders(hits),
            notes: [gap].compactMap(\.self) + review(pages) { _ in true }
        )
        // A violation is one, whatever else was not checked.
        if let gap, holds(measurement.value, .ratio, criterion) { return .missing(reason: gap) }
        return .measured([measurement])
    }

    /// Violations of rules up to the level that the phrase names; a level of which no rule ran is not measured.
    static let wcagViolations = statedOr { evidence, criterion, labels in
        let merged = MergedPages(evidence.reports)
        guard !merged.provenance.isEmpty else { return .missing(reason: nil) }
        let pages = labels["page"].map { merged.pages(called: $0) } ?? merged.pages
        let gap = unscanned(pages, labels)
        guard pages.contains(where: { $0.isChecked && !$0.isBlank }) else { return .missing(reason: gap) }
        let level = WCAGLevel(rawValue: criterion.written) ?? .aa
        let levels = merged.tags.mapValues { tags in tags.compactMap { WCAGLevel(tag: $0) }.min() }
        func counts(_ rule: String) -> Bool { (levels[rule] ?? nil).map { $0 <= level } ?? false }
        let hits = pages.flatMap { page in
            page.violations.filter { counts($0.rule) }.map { (page: page, hit: $0) }
        }
        let measurement = Measurement(
            metric: criterion.metric,
            value: Double(hits.count),
            dimension: .count,
            labels: labels,
            samples: pages.count,
            provenance: merged.provenance,
            offenders: offenders(hits),
            notes: ["level \(level.rawValue), the part that can be checked automatically"] + review(pages, counts)
        )
        guard hits.isEmpty else { return .measured([measurement]) }
        if let gap { return .missing(reason: gap) }
        for needed in WCAGLevel.allCases where needed <= level {
            if let page = pages.first(where: { !$0.rulesRun.contains { levels[$0] == needed } }) {
                return .missing(reason: "no rule of level \(needed.rawValue) ran on \(page.url)")
            }
        }
        return .measured([measurement])
    }

    /// Why pages prove nothing; nil where each of them was checked.
    private static func unscanned(_ pages: [AccessibilityResults.Page], _ labels: Labels) -> String? {
        guard !pages.isEmpty else {
            return labels["page"].map { "the page `\($0)` was not scanned" } ?? "the reports list no page"
        }
        if let blank = pages.first(where: \.isBlank) {
            return "\(blank.url) is no page of the project: nothing was loaded; wait for the page before it is checked"
        }
        guard let idle = pages.first(where: { !$0.isChecked }) else { return nil }
        if idle.rulesRun.isEmpty { return "no rule ran on \(idle.url)" }
        let review =
            idle.incomplete.isEmpty ? "" : ", \(plural(idle.incomplete.count, "rule")) to be reviewed by a person"
        return "no rule was decided on \(idle.url): 0 passed, 0 violated\(review); nothing was checked there"
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
