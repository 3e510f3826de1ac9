import Criteria

extension Measures {
    /// The largest complexity of all functions; a report that looked at no function shows none.
    static let complexity: Measure = { evidence, criterion, labels in
        let stated = evidence.measurements(of: criterion.metric, labels: labels)
        let found = stated.filter { $0.samples > 0 }
        guard found.isEmpty else { return CriterionDefinition.chosen(found, criterion) }
        let files = unique(stated.flatMap(\.provenance)).map(\.file).joined(separator: ", ")
        return .missing(reason: stated.isEmpty ? nil : "\(files) looked at no function")
    }

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
