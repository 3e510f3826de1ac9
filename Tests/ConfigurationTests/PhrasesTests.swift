import Configuration
import Core
import Criteria
import Testing

/// A row of phrases.tsv: where a phrase stands in the guide, and what it is about.
struct PhraseRow: Sendable, CustomTestStringConvertible {
    var path: [String]
    var phrase: String
    var dimension: String

    var testDescription: String { "\(path.joined(separator: ".")): \(phrase)" }

    static let all: [PhraseRow] = (Shared.text("phrases.tsv") ?? "").split(separator: "\n").dropFirst().map { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return PhraseRow(path: cells[0].split(separator: ".").map(String.init), phrase: cells[1], dimension: cells[3])
    }

    var gate: GateID? { GateID(rawValue: path[0]) }

    /// The key path as the catalogue knows it.
    var criterionPath: String { path.dropFirst().filter { $0 != "criteria" }.joined(separator: ".") }
}

@Suite("every phrase of the guide", .enabled(if: Shared.specification != nil, "../shared/spec is absent"))
struct PhrasesTests {
    @Test("the table has the rows that this test was written for")
    func count() {
        #expect(PhraseRow.all.count == 69)
        #expect(PhraseRow.all.count { $0.gate != nil } == 53)
    }

    /// Where the phrase is a word, and what is measured has another dimension than what the word says.
    static let measuredAs = [
        // Conformance to a level is the number of violations of its rules.
        "accessibility.wcag_level": "count",
        // The configured ratio is applied by whoever reports; the catalogue takes the result.
        "scalability.horizontal_scaling": "boolean",
    ]

    @Test(
        "a phrase of a gate reads as a criterion of its dimension",
        arguments: PhraseRow.all.filter { $0.gate != nil }
    )
    func gatePhrases(_ row: PhraseRow) throws {
        let gate = try #require(row.gate)
        guard let definition = Catalogue.definition(of: gate, path: row.criterionPath) else {
            // The one parameter among the rows: it decides which findings count, and is no criterion of its own.
            #expect(row.criterionPath == "linting.severity_threshold")
            guard case .word(let words)? = shape(row.path) else {
                Issue.record("no such key")
                return
            }
            #expect(words.contains(row.phrase))
            return
        }
        #expect(definition.dimension.rawValue == Self.measuredAs[row.criterionPath] ?? row.dimension)
        let isMatrix = row.criterionPath == "validation_matrix"
        let criterion = try Catalogue.criterion(
            definition,
            path: row.criterionPath,
            written: isMatrix ? nil : row.phrase
        )
        #expect(criterion.expression != nil || definition.attestation != .none)
        switch shape(row.path) {
        case .criterion(let known)?: #expect(known.path == definition.path)
        case .list?: #expect(isMatrix)
        default: Issue.record("the format does not know the key")
        }
    }

    @Test(
        "any other phrase reads where it stands, with its dimension",
        arguments: PhraseRow.all.filter { $0.gate == nil }
    )
    func otherPhrases(_ row: PhraseRow) throws {
        switch shape(row.path) {
        case .phrase(let signature)?:
            #expect(signature.dimension.rawValue == row.dimension)
            _ = try Phrase.parse(row.phrase, for: signature)
        case .condition(let names)?:
            let expression = try Expression.parse(row.phrase, names: names, as: .boolean)
            let subject = try #require(expression.references.first)
            let isCondition = row.path.last == "conditional"
            #expect(isCondition || names.dimensions[subject.name]?.rawValue == row.dimension)
        default: Issue.record("the format does not know the key")
        }
    }

    /// The shape at a path; names of list elements and of free maps stand for themselves.
    private func shape(_ path: [String]) -> Shape? {
        var shape = FileFormat.root
        for key in path {
            switch shape {
            case .mapping(let fields), .ordered(let fields):
                guard let field = fields.first(where: { $0.key == key }) else { return nil }
                shape = field.shape
            case .names(_, let value), .orderedNames(_, let value), .list(let value): shape = value
            default: return nil
            }
        }
        // In place of a criterion's phrase a declaration may stand, that it is not applicable.
        if case .either(let shapes) = shape, case .criterion? = shapes.first { return shapes[0] }
        guard case .mapping(let fields) = shape else { return shape }
        return fields.first { $0.key == "condition" }?.shape
    }
}
