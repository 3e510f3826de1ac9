/// Which scans and findings of some reports each category is made of, before problems are merged: what takes time after that
/// can be done category by category, side by side.
package struct ScanSorting: Sendable {
    /// A finding by where it stands: a copy of each would cost more than the rest.
    private struct Place {
        var report: Int32
        var finding: Int32
    }

    private struct Category {
        var sources: [ScanEvidence.Source] = []
        var findings: [Place] = []
    }

    private let reports: [Report]
    private var categories = [Category](repeating: Category(), count: ScanCategory.allCases.count)

    package init(_ reports: [Report]) {
        let reports = ScanCompletion.completed(reports)
        self.reports = reports
        for report in reports.indices {
            guard let results = reports[report].findings else { continue }
            var tools = ToolCategories(reports[report], results)
            let gaps = reports[report].messages.filter { $0.gap != nil }
            for scan in results.scans {
                let (labels, provenance) = (reports[report].labels, reports[report].provenance)
                var source = ScanEvidence.Source(scan: scan, labels: labels, provenance: provenance)
                let isLabelled = labels["category"] != nil
                for category in tools.of(scan) {
                    // A report that a label puts into one category has no gap in another.
                    source.gaps = gaps.filter { $0.weighs(on: isLabelled ? nil : category, by: scan.tool) }
                    categories[category.index].sources.append(source)
                }
            }
            for index in results.findings.indices {
                let (isLint, other) = tools.fed(by: results.findings[index].tool, at: index)
                let place = Place(report: Int32(report), finding: Int32(index))
                if isLint { categories[ScanCategory.lint.index].findings.append(place) }
                if let other { categories[other.index].findings.append(place) }
            }
        }
    }

    /// What all reports say in a category; nil where no scan looked for such things.
    package func evidence(in category: ScanCategory) -> ScanEvidence? {
        let own = categories[category.index]
        guard !own.findings.isEmpty || !own.sources.isEmpty else { return nil }
        return ScanEvidence(sources: own.sources, findings: merged(own.findings, in: category))
    }

    private func merged(_ places: [Place], in category: ScanCategory) -> [MergedFinding] {
        if category == .vulnerabilities {
            return VulnerabilityMerger.merged(places.compactMap { results($0)?.findings[Int($0.finding)] })
        }
        var merger = FindingMerger(room: places.count)
        for place in places {
            guard let results = results(place) else { continue }
            merger.add(results.findings, at: Int(place.finding))
        }
        return merger.take()
    }

    private func results(_ place: Place) -> FindingResults? { reports[Int(place.report)].findings }
}

extension ReportMessage {
    /// Whether it leaves a gap in what a tool says of a category; of whichever, where none is given.
    fileprivate func weighs(on category: ScanCategory?, by tool: String) -> Bool {
        guard let gap, gap.tool == nil || gap.tool == tool else { return false }
        return gap.category == nil || category == nil || gap.category == category
    }
}

extension ScanCategory {
    fileprivate var index: Int {
        switch self {
        case .lint: 0
        case .sast: 1
        case .secrets: 2
        case .vulnerabilities: 3
        case .licenses: 4
        case .privacy: 5
        }
    }
}
