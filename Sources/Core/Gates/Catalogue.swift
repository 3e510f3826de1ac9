package import Criteria

/// The metric catalogue: every criterion of the six gates, in the order of the guide.
package enum Catalogue {
    package static let definitions: [CriterionDefinition] =
        codeQuality + coverage + integration + endToEnd + performance + security

    package static func definitions(of gate: GateID) -> [CriterionDefinition] {
        definitions.filter { $0.gate == gate }
    }

    package static func definition(of gate: GateID, path: String) -> CriterionDefinition? {
        definitions.first { $0.gate == gate && $0.match(path).matches }
    }

    /// Builds a criterion from what a person wrote; throws what is wrong with the phrase, with its column.
    ///
    /// `path` is the key path below the gate's `criteria`, with the chosen name where the catalogue has `*`. `written` is
    /// nil for the validation matrix, whose phrase is implied (`100% pass`) and whose cells come ready-made as `matrix`,
    /// and for a criterion that the qualifiers declare not applicable.
    /// `lists` holds the values of the parameters that make cells (`journeys: [a, b]`), `words` those of the others.
    package static func criterion(
        _ definition: CriterionDefinition,
        path: String,
        written: String?,
        lists: [String: [String]] = [:],
        matrix: [Labels] = [],
        words: [String: String] = [:],
        qualifiers: Qualifiers = Qualifiers(),
        location: SourceLocation? = nil
    ) throws(CriteriaError) -> Criterion {
        let isNotApplicable = qualifiers.notApplicable != nil
        let text = written ?? (isNotApplicable ? "not applicable" : "100% pass")
        let phrase = isNotApplicable ? nil : try Phrase.parse(text, for: definition.signature, asCriterion: true)
        var aggregate = definition.aggregate
        if case .comparison(let named?, _, _, _)? = phrase { aggregate = named }
        var cells = matrix
        if cells.isEmpty { cells = product(definition.parameters, lists) }
        if let label = definition.wildcard, let name = definition.match(path).name {
            cells = (cells.isEmpty ? [[:]] : cells).map { $0.merging([label: name]) { old, _ in old } }
        }
        return Criterion(
            path: path,
            metric: definition.metric,
            written: text,
            expression: try phrase.flatMap { phrase throws(CriteriaError) in try expression(of: phrase, definition) },
            aggregate: aggregate,
            cells: cells,
            parameters: words,
            qualifiers: qualifiers,
            location: location
        )
    }

    /// Words that the language cannot resolve mean what the catalogue says; where it says nothing, a person must attest.
    private static func expression(
        of phrase: Phrase,
        _ definition: CriterionDefinition
    ) throws(CriteriaError) -> Criteria.Expression? {
        switch phrase {
        case .comparison, .literal, .boolean: return try phrase.expression(for: definition.signature)
        case .word(.notDecreasing), .word(.noFindings), .word(.allPass):
            return try phrase.expression(for: definition.signature)
        case .word:
            if definition.dimension == .boolean, definition.wordMeaning != nil {
                return .reference(Reference(Reference.value))
            }
            return definition.wordMeaning.map {
                .comparison($0.comparison, .reference(Reference(Reference.value)), .number($0.value))
            }
        }
    }

    /// Every combination of the parameters that make cells.
    private static func product(_ parameters: [CriterionDefinition.Parameter], _ lists: [String: [String]]) -> [Labels]
    {
        var cells: [Labels] = []
        for parameter in parameters {
            guard case .cells(let label) = parameter.form, let values = lists[parameter.key] else { continue }
            cells = (cells.isEmpty ? [[:]] : cells).flatMap { cell in
                values.map { cell.merging([label: $0]) { _, new in new } }
            }
        }
        return cells
    }
}
