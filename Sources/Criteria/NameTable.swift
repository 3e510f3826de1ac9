/// The identifiers that an expression may use, each with its dimension.
package struct NameTable: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// The dimension of each known name.
    package var dimensions: [String: Dimension]
    /// Whether an unknown name is accepted, with no check of its dimension: for fragments of a configuration.
    package var acceptsUnknownNames: Bool

    /// A table of these names.
    package init(_ dimensions: [String: Dimension] = [:], acceptsUnknownNames: Bool = false) {
        self.dimensions = dimensions
        self.acceptsUnknownNames = acceptsUnknownNames
    }

    /// A table written out; of a repeated name the last one counts.
    package init(dictionaryLiteral elements: (String, Dimension)...) {
        self.init(Dictionary(elements) { $1 })
    }
}
