package import Core
package import Criteria

/// What may stand at one place of the file: the description that checking, the JSON Schema and the docs share.
package indirect enum Shape: Sendable {
    /// These keys and no others.
    case mapping([Field])
    /// Any name, each with a value of one shape; the noun says what is named.
    case names(noun: String, Shape)
    case list(Shape)
    /// One value, or a list of them.
    case oneOrMany(Shape)
    /// These keys, as a mapping or as a list of one-key mappings, which reads as an ordered map.
    case ordered([Field])
    /// Any names, as a mapping or as a list of one-key mappings.
    case orderedNames(noun: String, Shape)
    /// A text that is not empty.
    case text
    /// A text that may be empty, as the value of a variable.
    case anyText
    /// A list is an argument vector, a text is a script.
    case command
    /// One of these words.
    case word([String])
    /// `true` or `false`, and nothing else.
    case boolean
    case integer(ClosedRange<Int>)
    /// A length of time, or one of these words.
    case duration(words: [String])
    /// An amount of one dimension, or one of these words.
    case quantity(Dimension, words: [String])
    /// A day such as `2026-12-31`, which ends with its last second, UTC.
    case day
    /// A number of records, such as `10M_records`.
    case recordCount
    /// A criterion on a metric that is in no gate.
    case phrase(MetricSignature)
    /// A criterion of a gate; the catalogue reads it.
    case criterion(CriterionDefinition)
    /// An expression that holds or does not hold.
    case condition(NameTable)
    /// Files below the project's root, with `*`, `**` and `?`.
    case glob
    /// One file or folder below the project's root.
    case path
    /// The first of these whose form (text, list or mapping) fits.
    case either([Shape])
    /// Not ours to judge.
    case anything
}

extension Shape {
    /// The keys that may stand in a mapping of this shape.
    var keys: [String] {
        switch self {
        case .mapping(let fields), .ordered(let fields): fields.map(\.key)
        case .either(let shapes): shapes.flatMap(\.keys)
        default: []
        }
    }
}

/// One key of a mapping.
package struct Field: Sendable {
    package var key: String
    /// Other spellings that mean the same.
    package var aliases: [String]
    package var shape: Shape
    package var required: Bool
    /// One sentence for editors and for the reference.
    package var doc: String
    /// Set where the key is read and checked, but nothing acts on it yet.
    package var feature: RecognisedFeature?
    /// What a change of it does to the bar; nil where the mark of the key above holds.
    ///
    /// Every key must have one: a test fails for one that has none.
    package var bar: Bar?

    package init(
        _ key: String,
        _ shape: Shape,
        _ doc: String,
        aliases: [String] = [],
        required: Bool = false,
        notYet feature: RecognisedFeature? = nil,
        bar: Bar? = nil
    ) {
        self.key = key
        self.aliases = aliases
        self.shape = shape
        self.required = required
        self.doc = doc
        self.feature = feature
        self.bar = bar
    }
}
