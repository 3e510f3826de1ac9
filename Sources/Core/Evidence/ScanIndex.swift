/// What all reports say in each category, sorted and merged once, however many criteria ask for it.
package struct ScanIndex: Sendable {
    private let evidence: [ScanCategory: ScanEvidence]

    package init(_ reports: [Report]) {
        let sorted = ScanSorting(reports)
        self.init(ScanCategory.allCases.map { sorted.evidence(in: $0) })
    }

    /// What was found in each category, in the order of the categories.
    package init(_ found: [ScanEvidence?]) {
        let pairs = zip(ScanCategory.allCases, found).compactMap { category, found in found.map { (category, $0) } }
        evidence = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// nil where no scan looked for such things.
    package subscript(category: ScanCategory) -> ScanEvidence? { evidence[category] }
}
