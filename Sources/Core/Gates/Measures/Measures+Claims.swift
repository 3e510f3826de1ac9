import Criteria

extension Measures {
    /// A count of findings that scans claim: too many are too many, whatever else is not known; a bound that holds does so
    /// only by scans that are complete.
    static func claimed(
        _ measurement: Measurement,
        by sources: [ScanEvidence.Source],
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let gaps = ScanEvidence.gaps(of: sources)
        guard let first = gaps.first else { return .measured([measurement]) }
        if holds(measurement.value, measurement.dimension, criterion) {
            let more = gaps.count > 1 ? " (and \(gaps.count - 1) more: `assay inspect` lists them)" : ""
            return .missing(reason: first + more)
        }
        return .measured([annotated(measurement, gaps.prefix(3).map { "incomplete besides: \($0)" })])
    }
}

extension ScanEvidence {
    /// What makes scans less than whole ones, each once, with the report that says so.
    static func gaps(
        of sources: [Source],
        where counts: (ReportMessage.Part) -> Bool = { _ in true }
    ) -> [String] {
        var gaps: [String] = []
        for source in sources {
            for gap in source.gaps where gap.gap.map(counts) ?? false {
                let text = "\(source.provenance.file): \(gap.text)"
                if !gaps.contains(text) { gaps.append(text) }
            }
        }
        return gaps
    }
}
