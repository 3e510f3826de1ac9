/// The open findings that a criterion counts: all of them, or with `applies_to: new_code` the new ones.
struct CountedFindings {
    /// New ones first.
    let findings: [MergedFinding]
    /// As many as go with a measurement: new ones first, then by severity.
    let offenders: [Offender]
    /// What was told from new by what, where the criterion asks for it.
    let notes: [String]
    /// What new was told from old by, where an earlier run was.
    let baselines: [BaselineUse]
    /// Why nobody knows which are new, although that decides; nil where it is known, or no matter.
    let unknown: String?

    init(_ open: [MergedFinding], _ category: ScanCategory, _ evidence: Evidence, _ criterion: Criterion) {
        let news = FindingNews(open, category, evidence, criterion.qualifiers.baseline)
        let all = Measures.plural(open.count, "open finding")
        guard criterion.qualifiers.appliesTo == .newCode else {
            findings = news.findings
            let new = FindingNews.worst(Measures.offenderLimit, of: news.new)
            let old = news.findings.dropFirst(news.newCount)
            offenders = (new + FindingNews.worst(Measures.offenderLimit - new.count, of: old)).map(\.offender)
            baselines = []
            unknown = nil
            notes =
                news.newCount > 0 && news.newCount < open.count ? ["\(news.newCount) of \(all) new, listed first"] : []
            return
        }
        findings = Array(news.new)
        offenders = FindingNews.worst(Measures.offenderLimit, of: news.new).map(\.offender)
        let counted = "new code alone counts: \(news.newCount) of \(all) new"
        switch news.basis {
        case .baseline(let use):
            notes = [counted]
            baselines = [use]
            unknown = nil
        case .change(let base):
            notes = ["\(counted), on lines that the change adds or edits (compared with \(base))"]
            baselines = []
            unknown = nil
        case .unknown(let reason):
            notes = [counted]
            baselines = []
            unknown = open.isEmpty ? nil : "which of \(all) are new is not known: \(reason)"
        }
    }

    var count: Int { findings.count }
    var isEmpty: Bool { findings.isEmpty }
}

extension Measurement {
    /// The same with the findings that it counts: as many as are to be shown, the number of the others, and what new is.
    func listing(_ found: CountedFindings) -> Measurement {
        var measurement = self
        measurement.offenders = found.offenders
        measurement.unlistedOffenders = found.count - found.offenders.count
        measurement.notes = found.notes + notes
        measurement.baselines += found.baselines
        return measurement
    }
}
