/// The pages of all accessibility reports, each once: what any scan found on a page holds.
struct MergedPages {
    private(set) var pages: [AccessibilityResults.Page] = []
    /// Tags of each rule, of whichever report.
    private(set) var tags: [String: Set<String>] = [:]
    private(set) var provenance: [Provenance] = []

    init(_ reports: [Report]) {
        var places: [String: Int] = [:]
        for report in reports {
            guard let results = report.accessibility else { continue }
            provenance.append(report.provenance)
            for rule in results.rules { tags[rule.id, default: []].formUnion(rule.tags) }
            for var page in results.pages {
                // Without an address, a page is one by itself: that of a label, else of its report.
                if page.url.isEmpty { page.url = report.labels["page"] ?? report.path }
                guard let place = places[page.url] else {
                    places[page.url] = pages.count
                    pages.append(page)
                    continue
                }
                pages[place].unite(with: page)
            }
        }
    }

    /// The pages that a person means by a URL, or by the path of one on whichever host.
    func pages(called name: String) -> [AccessibilityResults.Page] {
        pages.filter { $0.url == name || Self.path($0.url) == Self.path(name) }
    }

    /// `/checkout` of `http://localhost:3000/checkout/?step=1#top`, and of itself.
    private static func path(_ url: String) -> Substring {
        var rest = url[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        rest = rest.prefix { $0 != "?" && $0 != "#" }
        while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
        return rest
    }
}

extension AccessibilityResults.Page {
    fileprivate mutating func unite(with other: Self) {
        violations = Self.united(violations, other.violations)
        incomplete = Self.united(incomplete, other.incomplete)
        passed += other.passed.filter { !passed.contains($0) }
        inapplicable += other.inapplicable.filter { !inapplicable.contains($0) }
    }

    private static func united(
        _ hits: [AccessibilityResults.Hit],
        _ others: [AccessibilityResults.Hit]
    ) -> [AccessibilityResults.Hit] {
        var hits = hits
        for other in others {
            guard let place = hits.firstIndex(where: { $0.rule == other.rule }) else {
                hits.append(other)
                continue
            }
            hits[place].nodes = max(hits[place].nodes, other.nodes)
        }
        return hits
    }
}
