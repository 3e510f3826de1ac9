import Criteria

extension Measures {
    /// The share of duplicated lines; a tool that counts only those says nothing of the share.
    static let duplication = statedOr { evidence, _, labels in
        let counted = evidence.measurements(of: "duplication.duplicated_lines", labels: labels)
        guard let file = counted.first?.provenance.first?.file else { return .missing(reason: nil) }
        return .missing(reason: "\(file) counts duplicated lines, and no tool gave the total of lines to compare with")
    }

    /// The share of public names that are documented; where a tool found no such name, there is nothing to document.
    static let documentation: Measure = { evidence, criterion, labels in
        let stated = evidence.measurements(of: criterion.metric, labels: labels)
        let proven = stated.filter { $0.samples > 0 }
        if let first = stated.first, proven.isEmpty {
            return .notApplicable(reason: "\(first.provenance.first?.file ?? "a report") found no public name")
        }
        return proven.isEmpty ? .missing(reason: nil) : .measured(proven)
    }
}
