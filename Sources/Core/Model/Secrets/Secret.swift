/// Something that steps get and nobody reads: where its value comes from.
package struct Secret: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// A variable that Assay was started with.
        case variable(String)
        /// A file, relative to the project's root or absolute.
        case file(String)
    }

    package var name: String
    package var source: Source

    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}
